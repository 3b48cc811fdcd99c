//! How much is said of a text.

use promwright_finding::{Code, Diagnostic};

/// Diagnostics, of each code no more than a number. The others are counted, and one last diagnostic of the code says how many they
/// are: it has the same severity, so that whoever looks for errors finds one.
#[derive(Debug)]
pub(super) struct Told {
    /// How many of each code are told.
    most: usize,
    diagnostics: Vec<Diagnostic>,
    counts: Vec<Count>,
}

/// The diagnostics of one code.
#[derive(Debug)]
struct Count {
    code: Code,
    told: usize,
    untold: usize,
    /// Where the last one that is told stands in the list.
    last: usize,
}

impl Told {
    /// Of each code, tells no more than so many.
    pub(super) fn at_most(most: usize) -> Self {
        Self { most, diagnostics: Vec::new(), counts: Vec::new() }
    }

    /// Adds a diagnostic of this code, which is only made where it is told.
    pub(super) fn add(&mut self, code: Code, diagnostic: &dyn Fn() -> Diagnostic) {
        let is_told = self.counts.iter().find(|count| count.code == code).is_none_or(|count| count.told < self.most);
        self.count(code, usize::from(is_told), usize::from(!is_told));
        if is_told {
            self.diagnostics.push(diagnostic());
        }
    }

    /// Counts diagnostics of which no more is known than their code.
    pub(super) fn add_untold(&mut self, code: Code, untold: usize) {
        self.count(code, 0, untold);
    }

    fn count(&mut self, code: Code, told: usize, untold: usize) {
        if self.counts.iter().all(|count| count.code != code) {
            self.counts.push(Count { code, told: 0, untold: 0, last: 0 });
        }
        for count in self.counts.iter_mut().filter(|count| count.code == code) {
            count.told += told;
            count.untold += untold;
            if told > 0 {
                count.last = self.diagnostics.len();
            }
        }
    }

    /// The diagnostics, those that say how many more there are behind the others.
    pub(super) fn finish(self) -> Vec<Diagnostic> {
        let Self { most, mut diagnostics, counts } = self;
        for Count { code, untold, last, .. } in counts {
            if untold > 0
                && let Some(Diagnostic { severity, layer, place, .. }) = diagnostics.get(last)
            {
                let (problems, are) = if untold == 1 { ("problem", "is") } else { ("problems", "are") };
                let message = format!("and {untold} more {problems} of this kind, behind this one, {are} not shown");
                let last = Diagnostic { place: *place, ..Diagnostic::new(code, *severity, *layer, message) };
                diagnostics.push(last.help(format!("`{}` is shown {most} times", code.name())));
            }
        }
        diagnostics
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use promwright_finding::{Layer, Severity};
    use promwright_yaml::Span;

    #[test]
    fn what_is_not_told_is_counted() {
        let mut told = Told::at_most(2);
        let made = std::cell::Cell::new(0);
        for at in 0..5 {
            told.add(Code::Syntax, &|| {
                made.set(made.get() + 1);
                let span = Span { start: at, end: at + 1 };
                Diagnostic::new(Code::Syntax, Severity::Error, Layer::Yaml, format!("{at}")).at(0, span)
            });
        }
        told.add_untold(Code::Syntax, 10);
        for code in [Code::DuplicateKey, Code::NotAnObject, Code::NotAnObject, Code::NotAnObject] {
            told.add(code, &|| Diagnostic::new(code, Severity::Warning, Layer::Yaml, "x"));
        }
        told.add_untold(Code::MissingField, 0);
        assert_eq!(made.get(), 2);
        let said = told.finish().into_iter().map(|diagnostic| {
            (diagnostic.code, diagnostic.severity, diagnostic.message, diagnostic.place.map(|place| place.span.start))
        });
        let (error, warning) = (Severity::Error, Severity::Warning);
        let expected = [
            (Code::Syntax, error, "0", Some(0)),
            (Code::Syntax, error, "1", Some(1)),
            (Code::DuplicateKey, warning, "x", None),
            (Code::NotAnObject, warning, "x", None),
            (Code::NotAnObject, warning, "x", None),
            (Code::Syntax, error, "and 13 more problems of this kind, behind this one, are not shown", Some(1)),
            (Code::NotAnObject, warning, "and 1 more problem of this kind, behind this one, is not shown", None),
        ];
        let expected = expected.map(|(code, severity, message, at)| (code, severity, message.to_owned(), at));
        assert_eq!(said.collect::<Vec<_>>(), expected);
    }
}
