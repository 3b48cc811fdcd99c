//! A waPC module for Kubewarden: `validate`, `validate_settings` and `protocol_version`.
//!
//! The contract needs three imports and three exports, so it is spelt out here instead of pulling in an SDK. A host calls
//! [`wapc_init`] once for each instance and [`__guest_call`] for each request; Kubewarden makes an instance for every request.

#![allow(unsafe_code, reason = "imports of the host can only be called so")]

use promwright_core::policy::{validate, validate_settings};

#[link(wasm_import_module = "wapc")]
unsafe extern "C" {
    /// Has the host write the operation's name and the payload to these addresses.
    fn __guest_request(operation: *mut u8, payload: *mut u8);
    /// Hands the answer to the host.
    fn __guest_response(answer: *const u8, length: usize);
    /// Hands an error text to the host.
    fn __guest_error(error: *const u8, length: usize);
}

/// Nothing has to be set up.
#[unsafe(no_mangle)]
pub extern "C" fn wapc_init() {}

/// Answers one operation: 1 where there is an answer, 0 where there is an error.
#[unsafe(no_mangle)]
pub extern "C" fn __guest_call(operation_length: usize, payload_length: usize) -> i32 {
    let mut operation = vec![0; operation_length];
    let mut payload = vec![0; payload_length];
    // SAFETY: both buffers are as long as the host said that it will write.
    unsafe { __guest_request(operation.as_mut_ptr(), payload.as_mut_ptr()) };
    let answer = match operation.as_slice() {
        b"validate" => validate(&payload),
        b"validate_settings" => validate_settings(&payload),
        b"protocol_version" => br#""v1""#.to_vec(),
        other => {
            let error = format!("there is no operation {}", String::from_utf8_lossy(other));
            // SAFETY: the text is alive and as long as said during the call.
            unsafe { __guest_error(error.as_ptr(), error.len()) };
            return 0;
        }
    };
    // SAFETY: the answer is alive and as long as said during the call.
    unsafe { __guest_response(answer.as_ptr(), answer.len()) };
    1
}
