//! Conversion to lower case.

/// Converts a text to lower case (`strings.ToLower`): ASCII letters, and the two other letters whose lower case is ASCII.
///
/// Other letters stay unchanged. This is used only for words that the API server compares with ASCII words, and for keys that
/// may contain only ASCII. No other letter matters there, and a table for them would add to every module.
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
    fn only_letters_with_an_ascii_lower_case_become_ascii() {
        for character in ('\0'..=char::MAX).filter(|character| *character != '\u{130}') {
            let lower: String = character.to_lowercase().collect();
            let ours = lowercase(&character.to_string());
            assert_eq!(ours.is_ascii(), lower.is_ascii(), "{character}");
            assert!(!lower.is_ascii() || ours == lower, "{character}");
        }
    }
}
