//! Where a check is: the path of the field, and what the operator's message says before the reason.

use std::fmt::{self, Write as _};

use promwright_finding::{Path, Segment};

/// Where a check is, as a step from where the check around it is. It is kept on the stack, and written out only for a finding.
///
/// The path and the operator's words go apart: `relabelConfigs: [0]: …` is about `spec.relabelings[0]`.
#[derive(Clone, Copy)]
pub struct At<'p> {
    parent: Option<&'p At<'p>>,
    step: Step<'p>,
    says: Says<'p>,
}

/// What a step adds to the path.
#[derive(Clone, Copy)]
enum Step<'p> {
    Nothing,
    Key(&'p str),
    Index(usize),
}

/// What a step adds to the operator's message, before a colon.
#[derive(Clone, Copy)]
enum Says<'p> {
    Nothing,
    Text(&'p str),
    Index(usize),
    Format(fmt::Arguments<'p>),
}

impl At<'_> {
    /// The specification of an object.
    pub const SPEC: At<'static> = At { parent: None, step: Step::Key("spec"), says: Says::Nothing };
}

impl<'p> At<'p> {
    /// A field, which the operator names.
    #[must_use]
    pub fn field(&'p self, name: &'p str) -> At<'p> {
        At { parent: Some(self), step: Step::Key(name), says: Says::Text(name) }
    }

    /// A field that the operator's message does not name.
    #[must_use]
    pub fn below(&'p self, name: &'p str) -> At<'p> {
        At { parent: Some(self), step: Step::Key(name), says: Says::Nothing }
    }

    /// An item of a list, which the operator's message names as `[index]`.
    #[must_use]
    pub fn index(&'p self, index: usize) -> At<'p> {
        At { parent: Some(self), step: Step::Index(index), says: Says::Index(index) }
    }

    /// An item of a list that the operator's message does not name.
    #[must_use]
    pub fn item(&'p self, index: usize) -> At<'p> {
        At { parent: Some(self), step: Step::Index(index), says: Says::Nothing }
    }

    /// The same field, of which the operator says more.
    #[must_use]
    pub fn saying(&'p self, words: fmt::Arguments<'p>) -> At<'p> {
        At { parent: Some(self), step: Step::Nothing, says: Says::Format(words) }
    }

    /// The same item of a list, whose index the operator's message leaves out.
    #[must_use]
    pub fn without_index(&self) -> At<'p> {
        At { says: if matches!(self.says, Says::Index(_)) { Says::Nothing } else { self.says }, ..*self }
    }

    /// The index in the list that this is an item of.
    pub fn item_index(&self) -> usize {
        if let Step::Index(index) = self.step { index } else { 0 }
    }

    /// The path.
    pub fn path(&self) -> Path {
        let segment = |at: &&At<'_>| match at.step {
            Step::Nothing => None,
            Step::Key(key) => Some(Segment::Key(key.to_owned())),
            Step::Index(index) => Some(Segment::Index(index)),
        };
        let steps: Vec<_> = self.steps();
        steps.iter().filter_map(segment).collect::<Vec<_>>().into()
    }

    /// A reason in the operator's words, with what it says before.
    pub fn says(&self, reason: fmt::Arguments<'_>) -> String {
        let mut text = String::new();
        // Writing to a string does not fail.
        for at in self.steps() {
            let _ = match at.says {
                Says::Nothing => Ok(()),
                Says::Text(words) => write!(text, "{words}: "),
                Says::Index(index) => write!(text, "[{index}]: "),
                Says::Format(words) => write!(text, "{words}: "),
            };
        }
        let _ = text.write_fmt(reason);
        text
    }

    /// The steps, from the object down.
    fn steps(&self) -> Vec<&At<'p>> {
        let mut steps: Vec<&At<'p>> = std::iter::successors(Some(self), |at| at.parent).collect();
        steps.reverse();
        steps
    }
}

impl fmt::Debug for At<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.path())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_and_the_operators_words_go_apart() {
        let spec = At::SPEC;
        let endpoints = spec.below("endpoints");
        let endpoint = endpoints.item(1);
        let (words, of_rules) = (format_args!("endpoints[{}]", 1), format_args!("relabelConfigs"));
        let named = endpoint.saying(words);
        let rules = named.below("relabelings");
        let rules = rules.saying(of_rules);
        let rule = rules.index(0);
        let regex = rule.below("regex");
        assert_eq!(regex.path().to_string(), "spec.endpoints[1].relabelings[0].regex");
        assert_eq!(regex.says(format_args!("no")), "endpoints[1]: relabelConfigs: [0]: no");
        assert_eq!(spec.field("oauth2").says(format_args!("{}", 1)), "oauth2: 1");
    }
}
