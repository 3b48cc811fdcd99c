//! Paths as Go's `path` package joins them.

/// Joins elements and cleans the result: removes `.`, repeated `/`, and each `..` with the element before it.
pub fn join(elements: &[&str]) -> String {
    let joined = elements.iter().filter(|element| !element.is_empty()).copied().collect::<Vec<_>>().join("/");
    clean(&joined)
}

/// The directory of a file; `.` if its path names none.
pub fn directory(file: &str) -> String {
    clean(file.rsplit_once('/').map_or("", |(directory, _)| if directory.is_empty() { "/" } else { directory }))
}

fn clean(path: &str) -> String {
    let rooted = path.starts_with('/');
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            ".." if rooted => {}
            part => parts.push(part),
        }
    }
    match (rooted, parts.is_empty()) {
        (true, _) => format!("/{}", parts.join("/")),
        (false, true) => ".".to_owned(),
        (false, false) => parts.join("/"),
    }
}

#[cfg(test)]
mod tests {
    use super::{directory, join};

    #[test]
    fn joins_and_cleans() {
        for (elements, want) in [
            (&["/etc/certs", "0_ns_name_key"][..], "/etc/certs/0_ns_name_key"),
            (&["/etc/certs", "a/../../b"], "/etc/b"),
            (&["/etc", "../../.."], "/"),
            (&["a", "", "./b//c"], "a/b/c"),
            (&[], "."),
        ] {
            assert_eq!(join(elements), want, "{elements:?}");
        }
    }

    #[test]
    fn names_the_directory() {
        for (file, want) in [
            ("query.log", "."),
            ("./query.log", "."),
            ("/query.log", "/"),
            ("a/b", "a"),
            ("/tmp/x/", "/tmp/x"),
            ("", "."),
        ] {
            assert_eq!(directory(file), want, "{file}");
        }
    }
}
