//! Runs programs. Each step is announced before it runs.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The result of a task. The error is a message for the user.
pub(crate) type TaskResult = Result<(), String>;

/// Announces a step.
pub(crate) fn announce(step: &str) {
    println!("==> {step}");
}

/// Announces a step and runs its command in the project root. The command's output is shown.
pub(crate) fn step(name: &str, command: &mut Command) -> TaskResult {
    announce(name);
    let shown = shown(command);
    match command.current_dir(root()).status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("`{shown}` failed ({status})")),
        Err(error) => Err(format!("cannot start `{shown}`: {error}")),
    }
}

/// The standard output of a command, run in the project root.
pub(crate) fn output(command: &mut Command) -> Result<String, String> {
    let shown = shown(command);
    match command.current_dir(root()).output() {
        Ok(output) if output.status.success() => Ok(String::from_utf8_lossy(&output.stdout).into_owned()),
        Ok(output) => Err(format!("`{shown}` failed: {}", String::from_utf8_lossy(&output.stderr).trim())),
        Err(error) => Err(format!("cannot start `{shown}`: {error}")),
    }
}

/// A command for the cargo that runs this task.
pub(crate) fn cargo(arguments: &[&str]) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments);
    command
}

/// The project root.
pub(crate) fn root() -> &'static Path {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask)
}

/// Cargo's target folder.
pub(crate) fn target() -> PathBuf {
    root().join(env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into()))
}

/// The command as typed in a shell.
fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let program = program.file_name().unwrap_or_else(|| command.get_program());
    let words = [program].into_iter().chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}
