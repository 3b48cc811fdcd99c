//! Quantities, durations and sizes.

use std::str;

use promwright_kubernetes::quantity;
use promwright_prometheus::{duration, size};

/// Reads any text as a quantity, a duration and a size. What is read is written, and has the same value when it is read again.
pub fn quantities(bytes: &[u8]) {
    let Ok(text) = str::from_utf8(bytes) else { return };
    if let Ok(quantity) = quantity::parse(text) {
        let written = quantity.to_string();
        let again = quantity::parse(&written).expect("what was written");
        let [value, value_again] = [&quantity, &again].map(quantity::Quantity::as_approximate_float64);
        // Above the unit `E` upstream writes no unit, and so another number. It cuts exponents to 32 bits, and where it counts in
        // billionths its floats are infinite from 1e299 on.
        let has_unit = value.abs() < 1e21 || (value.abs() < 1e299 && written.contains(['e', 'E']));
        let is_same = (value - value_again).abs() <= value.abs() * 1e-12;
        assert!(is_same || !has_unit, "{text} is {value}, {written} is {value_again}");
    }
    if let Ok(duration) = duration::parse(text) {
        assert_eq!(duration::parse(&duration.to_string()), Ok(duration));
    }
    if let Ok(bytes) = size::parse(text) {
        // Upstream turns 2^63 into the smallest number, which is not a size.
        assert!(bytes == i64::MIN || size::parse(&format!("{bytes}B")) == Ok(bytes), "{text}");
    }
}
