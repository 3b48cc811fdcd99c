//! Patterns that strings of the custom resources must match: the regular expression from the CRD, and a matcher in code.
//!
//! A matcher returns what Go's `regexp.MatchString` returns: `.` does not match a line feed, `\w` and `\s` are ASCII, and `$`
//! matches only at the end of the text.

use promwright_kubernetes::schema::Pattern;

/// A Prometheus duration, such as `1h30m`. Also matches the empty string.
pub const DURATION: Pattern = Pattern {
    expression: "^(0|(([0-9]+)y)?(([0-9]+)w)?(([0-9]+)d)?(([0-9]+)h)?(([0-9]+)m)?(([0-9]+)s)?(([0-9]+)ms)?)$",
    matches: is_duration,
    help: "write a duration such as `30s`, `1m30s` or `1d`, largest unit first",
};

/// A size in bytes, such as `512MB` or `1.5GiB`. Only the end is anchored, so any text may precede the number.
pub const SIZE: Pattern = Pattern {
    expression: "(^0|([0-9]*[.])?[0-9]+((K|M|G|T|E|P)i?)?B)$",
    matches: ends_in_size,
    help: "write a size such as `512KB`, `20MB` or `1GiB`",
};

/// The URL of a proxy, with the scheme `http`, `https` or `socks5`.
pub const PROXY_URL: Pattern = Pattern {
    expression: "^(http|https|socks5)://.+$",
    matches: |text| is_url(text, |scheme| matches!(scheme, "http" | "https" | "socks5")),
    help: "write a URL that starts with `http://`, `https://` or `socks5://`",
};

/// A URL with the scheme `http` or `https`.
pub const HTTP_URL: Pattern = Pattern {
    expression: "^(http|https)://.+$",
    matches: is_http_url,
    help: "write a URL that starts with `http://` or `https://`",
};

/// A URL with the scheme `http` or `https`, as the types of the service discoveries spell the pattern.
pub const HTTP_SERVER: Pattern = Pattern {
    expression: "^https?://.+$",
    matches: is_http_url,
    help: "write a URL that starts with `http://` or `https://`",
};

/// The address of a Docker daemon with any scheme, such as `unix:///var/run/docker.sock`.
pub const DAEMON_URL: Pattern = Pattern {
    expression: "^[a-zA-Z][a-zA-Z0-9+.-]*://.+$",
    matches: |text| is_url(text, is_scheme),
    help: "write an address with a scheme, such as `unix:///var/run/docker.sock` or `tcp://host:2375`",
};

/// An Azure AD tenant.
pub const AZURE_TENANT: Pattern = Pattern {
    expression: "^[0-9a-zA-Z-.]+$",
    matches: |text| is_run(text, |byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.')),
    help: "",
};

/// An Azure AD scope.
pub const AZURE_SCOPE: Pattern = Pattern {
    expression: r"^[\w\s:/.\\-]+$",
    matches: |text| {
        is_run(text, |byte| {
            byte.is_ascii_alphanumeric()
                || matches!(byte, b'_' | b'\t' | b'\n' | b'\x0c' | b'\r' | b' ' | b':' | b'/' | b'.' | b'\\' | b'-')
        })
    },
    help: "",
};

/// The path of a file with targets. Only its last segment may contain `*`.
pub const TARGET_FILE: Pattern = Pattern {
    expression: r"^[^*]*(\*[^/]*)?\.(json|yml|yaml|JSON|YML|YAML)$",
    matches: is_target_file,
    help: "write the path of a .json, .yml or .yaml file; `*` is allowed only after the last `/`",
};

fn is_duration(text: &str) -> bool {
    if text == "0" {
        return true;
    }
    let mut rest = text;
    for unit in ["y", "w", "d", "h", "m", "s", "ms"] {
        let after = skip_digits(rest);
        // `ms` also starts with `m`: an `s` right after the `m` means milliseconds, because seconds start with a digit.
        if after.len() < rest.len()
            && let Some(after) = after.strip_prefix(unit)
            && !(unit == "m" && after.starts_with('s'))
        {
            rest = after;
        }
    }
    rest.is_empty()
}

fn ends_in_size(text: &str) -> bool {
    if text == "0" {
        return true;
    }
    let Some(number) = text.strip_suffix('B') else { return false };
    let number = number.strip_suffix('i').filter(|rest| rest.ends_with(is_size_unit)).unwrap_or(number);
    let number = number.strip_suffix(is_size_unit).unwrap_or(number);
    number.ends_with(|last: char| last.is_ascii_digit())
}

fn is_size_unit(character: char) -> bool {
    matches!(character, 'K' | 'M' | 'G' | 'T' | 'E' | 'P')
}

fn skip_digits(text: &str) -> &str {
    text.trim_start_matches(|character: char| character.is_ascii_digit())
}

fn is_http_url(text: &str) -> bool {
    is_url(text, |scheme| matches!(scheme, "http" | "https"))
}

/// A scheme, `://`, and at least one character, with no line feed after the `://`.
fn is_url(text: &str, scheme_is_good: fn(&str) -> bool) -> bool {
    text.split_once("://")
        .is_some_and(|(scheme, rest)| scheme_is_good(scheme) && !rest.is_empty() && !rest.contains('\n'))
}

fn is_scheme(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && is_run(text, |byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'.' | b'-'))
}

/// One or more bytes that all satisfy the predicate.
fn is_run(text: &str, is_good: fn(u8) -> bool) -> bool {
    !text.is_empty() && text.bytes().all(is_good)
}

fn is_target_file(text: &str) -> bool {
    let Some((stem, extension)) = text.rsplit_once('.') else { return false };
    matches!(extension, "json" | "yml" | "yaml" | "JSON" | "YML" | "YAML")
        && stem.split_once('*').is_none_or(|(_, rest)| !rest.contains('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assert_matches(pattern: Pattern, good: &[&str], bad: &[&str]) {
        for text in good {
            assert!((pattern.matches)(text), "{text:?} matches {}", pattern.expression);
        }
        for text in bad {
            assert!(!(pattern.matches)(text), "{text:?} does not match {}", pattern.expression);
        }
    }

    #[test]
    fn numbers_with_units() {
        assert_matches(
            DURATION,
            &["", "0", "30s", "1y2w3d4h5m6s7ms", "5ms", "1h5ms", "0s", "007m"],
            &["1", "00", "1s1m", "1.5h", "-1s", "5m ", "10 s", "s", "1m1m", "5mss", "30s\n"],
        );
        assert_matches(
            SIZE,
            &["0", "1B", "1KB", "1.5GiB", ".5B", "a1B", "-1\n1MB", "1..5EiB"],
            &["", "1", "00", "B", "KB", "1iB", "1KiKB", "1kB", "10mb", "1 B", "1.B", "1B\n"],
        );
    }

    #[test]
    fn urls() {
        assert_matches(PROXY_URL, &["http://a", "socks5://:"], &["http://", "ftp://a", "xhttp://a", "http://a\nb", ""]);
        assert_matches(HTTP_URL, &["https://a", "http://http://"], &["socks5://a", "https:/a"]);
        assert_matches(HTTP_SERVER, &["https://a"], &["httpss://a"]);
        assert_matches(DAEMON_URL, &["unix:///x", "a+b.c-1://x"], &["1a://x", "://x", "a_b://x", "unix://"]);
    }

    #[test]
    fn names() {
        assert_matches(AZURE_TENANT, &["a-b.C1", "-"], &["", "a_b", "ä"]);
        assert_matches(AZURE_SCOPE, &["https://a/.default", "a b\n\\"], &["", "a\u{b}", "ä", "a?"]);
        assert_matches(
            TARGET_FILE,
            &["a.json", ".yml", "/etc/*.yaml", "/a/b*c*.YAML", "a.b.JSON", "x\n.yml"],
            &["", "a", "a.Json", "/etc/*/a.yml", "json", "a.json\n"],
        );
    }
}
