//! The waPC module for Kubewarden: `validate`, `validate_settings` and `protocol_version`.
//!
//! The protocol needs three imports and three exports, so it is implemented here, without an SDK. A host calls [`wapc_init`] once
//! per instance and [`__guest_call`] once per request. Kubewarden creates a new instance for each request.

#![allow(unsafe_code, reason = "imports of the host can only be called so")]

use promwright_core::policy::{validate, validate_settings};
use promwright_dialect::Judge;
use promwright_operator::Operator;
use promwright_operator::render::Options;

/// The dialects whose resources are judged.
const JUDGES: &[&dyn Judge] = &[&Operator { options: Options::STOCK }];

#[link(wasm_import_module = "wapc")]
unsafe extern "C" {
    /// The host writes the operation's name and the payload to these addresses.
    fn __guest_request(operation: *mut u8, payload: *mut u8);
    /// Sends the response to the host.
    fn __guest_response(answer: *const u8, length: usize);
    /// Sends an error message to the host.
    fn __guest_error(error: *const u8, length: usize);
}

/// Does nothing: there is nothing to initialize.
#[unsafe(no_mangle)]
pub extern "C" fn wapc_init() {}

/// Runs one operation. Returns 1 after a response, 0 after an error.
#[unsafe(no_mangle)]
pub extern "C" fn __guest_call(operation_length: usize, payload_length: usize) -> i32 {
    let mut operation = vec![0; operation_length];
    let mut payload = vec![0; payload_length];
    // SAFETY: the host passed the lengths of both buffers.
    unsafe { __guest_request(operation.as_mut_ptr(), payload.as_mut_ptr()) };
    let answer = match operation.as_slice() {
        b"validate" => validate(&payload, JUDGES),
        b"validate_settings" => validate_settings(&payload, JUDGES),
        b"protocol_version" => br#""v1""#.to_vec(),
        other => {
            let error = format!("unknown operation {}", String::from_utf8_lossy(other));
            // SAFETY: the text lives until after the call, and the length is its own.
            unsafe { __guest_error(error.as_ptr(), error.len()) };
            return 0;
        }
    };
    // SAFETY: the response lives until after the call, and the length is its own.
    unsafe { __guest_response(answer.as_ptr(), answer.len()) };
    1
}
