//! The changelog, in the form of [Keep a Changelog](https://keepachangelog.com/en/1.1.0/).

/// The groups of entries that a version may have.
const GROUPS: [&str; 6] = ["Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"];

/// The heading of what no version has yet.
const UNRELEASED: &str = "## [Unreleased]";

/// How many entries `## [Unreleased]` has, or everything that keeps it from becoming the section of `version`.
pub(super) fn check(text: &str, version: &str) -> Result<usize, Vec<String>> {
    let mut problems = Vec::new();
    let mut entries = 0;
    let mut groups: Vec<(&str, usize)> = Vec::new();
    let mut found = false;
    let mut unreleased = false;
    for (index, line) in text.lines().enumerate() {
        let mut problem = |message: String| problems.push(format!("CHANGELOG.md:{}: {message}", index + 1));
        if line.starts_with("## ") {
            unreleased = line == UNRELEASED;
            if unreleased && found {
                problem(format!("`{UNRELEASED}` is there twice"));
            }
            found |= unreleased;
            if !unreleased && !is_version(line) {
                problem("expected `## [1.2.3] - 2026-01-31`".to_owned());
            }
            if line.strip_prefix("## [").is_some_and(|rest| rest.starts_with(&format!("{version}]"))) {
                problem(format!("version {version} has a section: raise the version in Cargo.toml"));
            }
        } else if !unreleased || line.is_empty() {
            // Earlier versions stay as they were released.
        } else if let Some(group) = line.strip_prefix("### ") {
            if !GROUPS.contains(&group) {
                problem(format!("unknown group `{group}`: use {}", GROUPS.join(", ")));
            } else if groups.iter().any(|(name, _)| *name == group) {
                problem(format!("the group `{group}` is there twice"));
            }
            groups.push((group, 0));
        } else if let Some((_, entries_of_group)) = groups.last_mut() {
            if line.starts_with("- ") {
                entries += 1;
                *entries_of_group += 1;
            } else if !line.starts_with("  ") || *entries_of_group == 0 {
                problem("expected an entry that starts with `- `".to_owned());
            }
        } else {
            problem("expected a group, such as `### Added`".to_owned());
        }
    }
    let empty = groups.iter().filter(|(_, entries)| *entries == 0);
    problems.extend(empty.map(|(group, _)| format!("CHANGELOG.md: the group `{group}` has no entries")));
    if !found {
        problems.push(format!("CHANGELOG.md: `{UNRELEASED}` not found"));
    } else if entries == 0 {
        problems.push(format!("CHANGELOG.md: `{UNRELEASED}` has no entries"));
    }
    if problems.is_empty() { Ok(entries) } else { Err(problems) }
}

/// Whether a line is a heading such as `## [1.2.3] - 2026-01-31`, perhaps with ` [YANKED]` after it.
fn is_version(line: &str) -> bool {
    let is_numbers = |text: &str, separator: char, widths: &[usize]| {
        let parts: Vec<&str> = text.split(separator).collect();
        let fits = |(part, width): (&&str, &usize)| {
            part.bytes().all(|byte| byte.is_ascii_digit()) && !part.is_empty() && (*width == 0 || part.len() == *width)
        };
        parts.len() == widths.len() && parts.iter().zip(widths).all(fits)
    };
    let parts = line.strip_prefix("## [").and_then(|rest| rest.split_once("] - "));
    parts.is_some_and(|(version, date)| {
        let date = date.strip_suffix(" [YANKED]").unwrap_or(date);
        is_numbers(version, '.', &[0, 0, 0]) && is_numbers(date, '-', &[4, 2, 2])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "\
# Changelog

Some words.

## [Unreleased]

### Added

- One thing,
  on two lines.
- Another.

### Fixed

- A third.

## [0.1.0] - 2026-01-31

What stood here stays.
";

    #[test]
    fn entries_are_counted() {
        assert_eq!(check(GOOD, "0.2.0"), Ok(3));
        assert_eq!(check(&GOOD.replace("2026-01-31", "2026-01-31 [YANKED]"), "0.2.0"), Ok(3));
    }

    #[test]
    fn the_project_s_own_changelog_is_in_form() {
        let text = include_str!("../../../CHANGELOG.md");
        // Right after a release there is nothing to release.
        let problems = check(text, "0.0.0").err().unwrap_or_default();
        assert!(problems.iter().all(|problem| problem.ends_with("has no entries")), "{problems:?}");
    }

    #[test]
    fn problems_are_named_with_their_lines() {
        for (what, with, problem) in [
            ("## [Unreleased]", "## Unreleased", ":5: expected `## [1.2.3] - 2026-01-31`"),
            ("## [Unreleased]", "", ": `## [Unreleased]` not found"),
            ("### Added\n\n", "", ":7: expected a group, such as `### Added`"),
            (
                "### Added",
                "### New",
                ":7: unknown group `New`: use Added, Changed, Deprecated, Removed, Fixed, Security",
            ),
            ("### Fixed", "### Added", ":13: the group `Added` is there twice"),
            ("- A third.\n", "", ": the group `Fixed` has no entries"),
            ("- A third.", "A third.", ":15: expected an entry that starts with `- `"),
            ("- A third.", "  A third.", ":15: expected an entry that starts with `- `"),
            ("2026-01-31", "31 January", ":17: expected `## [1.2.3] - 2026-01-31`"),
            ("2026-01-31", "2026-1-31", ":17: expected `## [1.2.3] - 2026-01-31`"),
            ("[0.1.0]", "[0.2.0]", ":17: version 0.2.0 has a section: raise the version in Cargo.toml"),
            ("## [0.1.0] - 2026-01-31", "## [Unreleased]", ":17: `## [Unreleased]` is there twice"),
        ] {
            assert!(GOOD.contains(what), "{what}");
            let problems = check(&GOOD.replacen(what, with, 1), "0.2.0").expect_err(problem);
            assert!(problems.contains(&format!("CHANGELOG.md{problem}")), "{problem}: {problems:#?}");
        }
        let empty = "## [Unreleased]\n\n## [0.1.0] - 2026-01-31\n";
        assert_eq!(check(empty, "0.2.0"), Err(vec!["CHANGELOG.md: `## [Unreleased]` has no entries".to_owned()]));
    }
}
