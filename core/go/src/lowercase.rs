//! Lower case, as far as words of the resources have it.

/// A text in lower case (`strings.ToLower`): ASCII letters, and the two letters beyond that become ASCII.
///
/// Other letters stay as they are. What is lowered are words that the API server knows and compares with ASCII, or keys that may
/// hold nothing else, so that no other letter matters, and the table for them would be a part of every module.
pub fn lowercase(text: &str) -> String {
    text.chars()
        .map(|character| match character {
            // The Kelvin sign, and the capital I with a dot.
            '\u{212a}' => 'k',
            '\u{130}' => 'i',
            character => character.to_ascii_lowercase(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_become_ascii_are_those_of_unicode() {
        for character in ('\0'..=char::MAX).filter(|character| *character != '\u{130}') {
            let lower: String = character.to_lowercase().collect();
            let ours = lowercase(&character.to_string());
            assert_eq!(ours.is_ascii(), lower.is_ascii(), "{character}");
            assert!(!lower.is_ascii() || ours == lower, "{character}");
        }
    }
}
