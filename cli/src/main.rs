//! The command: reads texts from files and pipes, writes configurations and findings.

mod annotate;
mod check;
mod explain;
mod fix;
mod input;
mod lines;
mod policy;
mod print;
mod progress;
mod render;
mod report;
mod switches;
mod threads;
mod why;

use std::io;
use std::process::ExitCode;

use clap::{ColorChoice, CommandFactory, Parser, Subcommand};
use clap_complete::Shell;
use promwright_operator::Operator;

/// Show the Prometheus configuration that prometheus-operator 0.93.0 generates from Kubernetes manifests, and check
/// them, without a cluster
#[derive(Parser)]
#[command(version, propagate_version = true, max_term_width = 100, after_help = EXIT_STATUS, after_long_help = format!("{EXIT_STATUS}\n\n{EXAMPLES}"))]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// When to use color
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    color: ColorChoice,
}

#[derive(Subcommand)]
enum Command {
    Render(render::Arguments),
    Check(check::Arguments),
    Why(why::Arguments),
    Explain(explain::Arguments),
    /// Answer an admission engine: read a request from standard input, write the verdict to standard output
    Validate,
    /// Check settings of the policy: read them from standard input, write the verdict to standard output
    ValidateSettings,
    /// Write shell completions to standard output
    #[command(after_help = COMPLETIONS_EXAMPLES)]
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Write a manual page to standard output
    #[command(after_help = MAN_EXAMPLES)]
    Man {
        /// The command to describe; default: all of promwright
        command: Option<String>,
    },
}

const EXIT_STATUS: &str = "\
Exit status:
  0  no errors
  1  there are errors, or, with --deny warnings, warnings
  2  wrong usage, or an input that cannot be read";

const EXAMPLES: &str = "\
Examples:
  Render a folder of manifests:
      promwright render manifests/

  Render a Helm chart:
      helm template my-chart | promwright render -

  See which Prometheus selects a resource, and why the others do not:
      promwright why shop/web manifests/

  Reject bad manifests in a pipeline:
      promwright check --strict --deny warnings manifests/";

const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  promwright completions bash > ~/.local/share/bash-completion/completions/promwright
  promwright completions fish > ~/.config/fish/completions/promwright.fish";

const MAN_EXAMPLES: &str = "\
Examples:
  promwright man > promwright.1
  promwright man render | man -l -";

/// The exit status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Status {
    /// No errors.
    Fine = 0,
    /// There are errors in the input.
    Errors = 1,
    /// Wrong usage, or an input that cannot be read.
    Unusable = 2,
}

fn main() -> ExitCode {
    let Arguments { command, color } = Arguments::parse();
    match color {
        ColorChoice::Always => anstream::ColorChoice::Always,
        ColorChoice::Never => anstream::ColorChoice::Never,
        ColorChoice::Auto => anstream::ColorChoice::Auto,
    }
    .write_global();
    let done = match command {
        Command::Render(arguments) => render::render(&arguments),
        Command::Check(arguments) => check::check(&arguments),
        Command::Why(arguments) => why::why(&arguments),
        Command::Explain(arguments) => explain::explain(&arguments),
        Command::Validate => {
            policy::answer(|payload| promwright_core::policy::validate(payload, &[&Operator::default()]))
        }
        Command::ValidateSettings => {
            policy::answer(|payload| promwright_core::policy::validate_settings(payload, &[&Operator::default()]))
        }
        Command::Completions { shell } => completions(shell),
        Command::Man { command } => man(command.as_deref()),
    };
    match done {
        Ok(status) => ExitCode::from(status as u8),
        Err(error) => {
            print::error_line(&format!("error: {error}"));
            ExitCode::from(Status::Unusable as u8)
        }
    }
}

fn completions(shell: Shell) -> io::Result<Status> {
    // Through a buffer, because the generator panics if it cannot write.
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "promwright", &mut script);
    print::out(|out| out.write_all(&script))?;
    Ok(Status::Fine)
}

fn man(command: Option<&str>) -> io::Result<Status> {
    let mut promwright = Arguments::command();
    promwright.build();
    let described = match command {
        None => promwright,
        Some(name) => match promwright.find_subcommand(name) {
            Some(subcommand) => subcommand.clone(),
            None => return Err(io::Error::other(format!("unknown command `{name}`"))),
        },
    };
    let mut page = Vec::new();
    clap_mangen::Man::new(described).render(&mut page)?;
    print::out(|out| out.write_all(&page))?;
    Ok(Status::Fine)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_are_consistent() {
        Arguments::command().debug_assert();
    }
}
