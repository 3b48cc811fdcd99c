//! `promwright explain`: what a rule is about.

use std::io::{self, Write};

use promwright_dialect::Judge;
use promwright_finding::Rule;
use promwright_kubernetes::schema::nearest;
use promwright_operator::Operator;

use crate::{Status, print};

/// Explain a rule: why it exists, and how to comply
///
/// Every finding has a code, such as `operator/dns-port`. Without one, all rules are listed by layer.
#[derive(clap::Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// The code of the rule, or its name: `operator/dns-port` or `dns-port`
    #[arg(value_name = "RULE")]
    rule: Option<String>,
}

const EXAMPLES: &str = "\
Examples:
  promwright explain
  promwright explain operator/dns-port";

/// Explains a rule, or lists all of them.
pub(crate) fn explain(arguments: &Arguments) -> io::Result<Status> {
    let operator = Operator::default();
    let shared = promwright_core::rules::ALL.iter().chain(promwright_kubernetes::rules::ALL);
    let mut rules: Vec<&Rule> = shared.chain(operator.rules()).copied().collect();
    rules.sort_by_key(|rule| (rule.layer(), rule.code));
    let Some(wanted) = &arguments.rule else {
        print::out(|out| {
            rules.iter().try_for_each(|rule| writeln!(out, "{:<40} {}", rule.code, rule.docs.get().summary))
        })?;
        return Ok(Status::Fine);
    };
    let Some(rule) = rules.iter().find(|rule| rule.code == wanted || rule.name() == wanted) else {
        let name = wanted.rsplit('/').next().unwrap_or_default();
        let near = nearest(name, rules.iter().map(|rule| rule.name()));
        let hint = match rules.iter().find(|rule| near == Some(rule.name())) {
            Some(near) => format!("did you mean `{}`?", near.code),
            None => "`promwright explain` lists all rules".to_owned(),
        };
        return Err(io::Error::other(format!("unknown rule `{wanted}`: {hint}")));
    };
    print::out(|out| write(out, rule))?;
    Ok(Status::Fine)
}

fn write(out: &mut dyn Write, rule: &Rule) -> io::Result<()> {
    let docs = rule.docs.get();
    writeln!(out, "{}: {} ({})\n\n{}", rule.code, docs.summary, rule.severity.name(), docs.explanation)?;
    for (title, example) in [("Finds", docs.bad), ("Accepts", docs.good)] {
        if !example.is_empty() {
            writeln!(out, "\n{title}:\n")?;
            example.lines().try_for_each(|line| writeln!(out, "    {line}"))?;
        }
    }
    Ok(())
}
