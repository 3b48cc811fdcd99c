//! Suggestions for unknown fields.

use promwright_go::sort::sort_by_text;

/// Names that people carry over from Prometheus' own configuration, or from another of the operator's kinds. The names on a
/// line mean the same; the schema decides which of them is valid.
const SYNONYMS: &[&[&str]] = &[
    &["relabelings", "relabelConfigs", "relabelingConfigs"],
    &["metricRelabelings", "metricRelabelConfigs"],
    &["endpoints", "podMetricsEndpoints"],
    &["path", "metricsPath"],
    &["interval", "scrapeInterval"],
    &["credentials", "credentialsSecret"],
    &["ca", "caFile"],
    &["cert", "certFile"],
    &["keySecret", "keyFile"],
];

/// Longer names are not compared letter by letter, since that takes time proportional to the product of the lengths.
const LONGEST_COMPARED: usize = 64;

/// The field that an unknown one was most likely meant to be: the same words in another spelling or order (`source_labels`,
/// `scrapeFallbackProtocol`), a name that is used elsewhere for the same thing (`relabelConfigs`), or the nearest name within a
/// few typing errors. `None` if no name is close.
pub fn nearest<'n>(unknown: &str, known: impl Iterator<Item = &'n str> + Clone) -> Option<&'n str> {
    let words = words(unknown);
    if words.is_empty() {
        return None;
    }
    let spelling = words.concat();
    let find = |good: &dyn Fn(&str) -> bool| known.clone().find(|name| good(name));
    let same = find(&|name| name.eq_ignore_ascii_case(&spelling))
        .or_else(|| {
            let sorted = sorted(&words);
            // Most names already differ enough in length.
            find(&|name| spelling.len() == length(name) && sorted == self::sorted(&self::words(name)))
        })
        .or_else(|| {
            let line = SYNONYMS.iter().find(|line| line.iter().any(|name| name.eq_ignore_ascii_case(&spelling)))?;
            find(&|name| line.contains(&name))
        });
    same.or_else(|| nearest_spelling(&spelling, known))
}

fn nearest_spelling<'n>(spelling: &str, known: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    if spelling.len() > LONGEST_COMPARED {
        return None;
    }
    let errors_allowed = match spelling.len() {
        0..=3 => return None,
        4..=6 => 1,
        _ => 2,
    };
    known
        .filter(|name| length(name).abs_diff(spelling.len()) <= errors_allowed)
        .map(|name| (distance(spelling.as_bytes(), words(name).concat().as_bytes()), name))
        .filter(|(errors, _)| *errors <= errors_allowed)
        .min_by_key(|(errors, _)| *errors)
        .map(|(_, name)| name)
}

/// The words of a name in lower case, split at `_`, `-` and capitals: `source_labels` and `sourceLabels` give the same words.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut previous = '_';
    for character in name.chars() {
        if is_between_words(character) {
            previous = '_';
            continue;
        }
        let starts = previous == '_' || (character.is_ascii_uppercase() && !previous.is_ascii_uppercase());
        match words.last_mut() {
            Some(word) if !starts => word.push(character.to_ascii_lowercase()),
            _ => words.push(character.to_ascii_lowercase().to_string()),
        }
        previous = character;
    }
    words
}

/// The bytes of a name without what is between its words.
fn length(name: &str) -> usize {
    name.chars().filter(|letter| !is_between_words(*letter)).map(char::len_utf8).sum()
}

fn is_between_words(character: char) -> bool {
    matches!(character, '_' | '-' | '.' | ' ')
}

fn sorted(words: &[String]) -> Vec<&str> {
    let mut words: Vec<_> = words.iter().map(String::as_str).collect();
    sort_by_text(&mut words, |word| word);
    words
}

/// The smallest number of bytes to insert, remove or replace (Levenshtein distance).
fn distance(from: &[u8], to: &[u8]) -> usize {
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (index, from_byte) in from.iter().enumerate() {
        // The cell to the left, and the one above it.
        let mut left = index + 1;
        let mut diagonal = index;
        for (above, to_byte) in row.iter_mut().skip(1).zip(to) {
            let replaced = diagonal + usize::from(from_byte != to_byte);
            diagonal = *above;
            left = replaced.min(left + 1).min(*above + 1);
            *above = left;
        }
        if let Some(first) = row.first_mut() {
            *first = index + 1;
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mistakes_get_suggestions() {
        const KNOWN: [&str; 12] = [
            "sourceLabels",
            "relabelings",
            "metricRelabelings",
            "kubernetesSDConfigs",
            "tlsConfig",
            "fallbackScrapeProtocol",
            "matchLabels",
            "scrapeInterval",
            "enableHttp2",
            "role",
            "dns-port",
            "not-selected",
        ];
        for (unknown, meant) in [
            ("source_labels", Some("sourceLabels")),
            ("SourceLabels", Some("sourceLabels")),
            ("kubernetes_sd_configs", Some("kubernetesSDConfigs")),
            ("kubernetesSdConfigs", Some("kubernetesSDConfigs")),
            ("relabelConfigs", Some("relabelings")),
            ("metric_relabel_configs", Some("metricRelabelings")),
            ("tls_config", Some("tlsConfig")),
            ("scrapeFallbackProtocol", Some("fallbackScrapeProtocol")),
            ("matchLabel", Some("matchLabels")),
            ("interval", Some("scrapeInterval")),
            ("enableHTTP2", Some("enableHttp2")),
            ("rolle", Some("role")),
            ("dns-prt", Some("dns-port")),
            ("dns-prot", Some("dns-port")),
            ("dnsport", Some("dns-port")),
            ("not-select", Some("not-selected")),
            ("x", None),
            ("", None),
            ("jobName", None),
            ("externalLabels", None),
            ("nodeSelector", None),
        ] {
            assert_eq!(nearest(unknown, KNOWN.into_iter()), meant, "{unknown}");
        }
    }

    #[test]
    fn distances() {
        for (from, to, errors) in
            [("", "", 0), ("", "ab", 2), ("kitten", "sitting", 3), ("flaw", "lawn", 2), ("a", "a", 0)]
        {
            assert_eq!(distance(from.as_bytes(), to.as_bytes()), errors, "{from} {to}");
        }
    }
}
