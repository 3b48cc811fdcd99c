//! `promwright validate` and `validate-settings`: the policy, for admission engines that run commands. They know only
//! standard input, standard output and the exit status.

use std::io::{self, Read, Write};

use promwright_core::policy;

use crate::Status;

/// Answers one question of the engine.
pub(crate) fn answer(question: fn(&[u8]) -> Vec<u8>) -> io::Result<Status> {
    let mut payload = Vec::new();
    io::stdin().take(policy::MAX_PAYLOAD as u64 + 1).read_to_end(&mut payload)?;
    io::stdout().write_all(&question(&payload))?;
    Ok(Status::Fine)
}
