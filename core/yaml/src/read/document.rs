//! Streams of manifests, split into documents as kubectl splits them.

use super::decode::read_yaml;
use super::error::{DuplicateKey, DuplicateKeys, ReadError};
use super::json;
use super::limits::check_length;
use crate::value::{Span, Value};

/// One document of a stream.
#[derive(Clone, Debug)]
pub struct Document<'a> {
    /// The span of the document in the whole text.
    pub span: Span,
    /// Its content; `null` if it is empty. Spans are relative to the whole text.
    pub content: Result<Value<'a>, ReadError>,
    /// The keys for which strict reading would reject the document, in go-yaml's order. Only the first
    /// [`MAX_DUPLICATE_KEYS`](super::MAX_DUPLICATE_KEYS) of a text are kept.
    pub duplicate_keys: Vec<DuplicateKey>,
    /// The number of further duplicate keys.
    pub more_duplicate_keys: usize,
}

impl Document<'_> {
    /// The error of strict reading, as go-yaml words it, if lenient reading succeeds. go-yaml lists all duplicate keys.
    pub fn strict_error(&self) -> Option<String> {
        if self.duplicate_keys.is_empty() && self.more_duplicate_keys == 0 {
            return None;
        }
        let lines = self.duplicate_keys.iter().map(|duplicate| format!("\n  {}", duplicate.message));
        let more = Some(self.more_duplicate_keys).filter(|more| *more > 0).map(|more| format!("\n  and {more} more"));
        Some(format!("yaml: unmarshal errors:{}", lines.chain(more).collect::<String>()))
    }
}

/// The documents of a text.
#[derive(Clone, Debug, Default)]
pub struct Stream<'a> {
    /// The documents, including those that could not be read.
    pub documents: Vec<Document<'a>>,
    /// Why the text could not be split to its end. kubectl stops here and does not read the unfinished document.
    pub error: Option<ReadError>,
}

/// Reads manifests in YAML, with `---` lines between documents, or in JSON, one value after the other.
///
/// Ported from k8s.io/apimachinery `pkg/util/yaml` (`YAMLReader`, `YAMLOrJSONDecoder`). Documents are read as JSON only if the
/// whole text is JSON; anything else that starts with a brace is YAML flow style. A `kind: List` is not expanded. A text larger
/// than [`MAX_TEXT`](super::MAX_TEXT) is rejected.
pub fn read_manifests(text: &str) -> Stream<'_> {
    let mut documents = Vec::new();
    let error = read_each(text, &mut |document| documents.push(document)).err();
    Stream { documents, error }
}

/// Reads like [`read_manifests`], but passes on one document at a time, so that a document that the caller does not keep takes
/// no memory.
pub fn read_each<'a>(text: &'a str, each: &mut dyn FnMut(Document<'a>)) -> Result<(), ReadError> {
    check_length(text.len())?;
    if let Some(documents) = json::read_documents(text) {
        documents.into_iter().for_each(each);
        return Ok(());
    }
    let mut duplicate_keys = DuplicateKeys::default();
    // The start of the lines that were read, but do not belong to a document yet.
    let mut start = 0;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let next = at + line.len();
        if let Some(rest) = line.strip_prefix("---") {
            let rest = rest.trim();
            if !rest.is_empty() && !rest.starts_with('#') {
                let span = Span { start: at as u32, end: (at + line.trim_end().len()) as u32 };
                return Err(ReadError::new(format!("invalid Yaml document separator: {rest}"), span));
            }
            // A separator without anything before it is left to the YAML parser.
            if start < at {
                read_document(text, start, at, &mut duplicate_keys).into_iter().for_each(&mut *each);
                start = next;
            }
        }
        at = next;
    }
    if start < at {
        read_document(text, start, at, &mut duplicate_keys).into_iter().for_each(each);
    }
    Ok(())
}

/// Splits a text at the same places as [`read_manifests`], so that unchanged parts need not be read again. The documents of the
/// parts, in order, are the documents of the text.
pub fn split_manifests(text: &str) -> Vec<&str> {
    if text.trim_start().starts_with('{') {
        return vec![text];
    }
    let (mut parts, mut rest) = (Vec::new(), text);
    // Offsets in the text: the start of the rest that is not split off yet, of the document, and of the line.
    let (mut split, mut start, mut at) = (0, 0, 0);
    for line in text.split_inclusive('\n') {
        let next = at + line.len();
        if let Some(comment) = line.strip_prefix("---") {
            let comment = comment.trim();
            if !comment.is_empty() && !comment.starts_with('#') {
                break;
            }
            if start < at {
                start = next;
                // A part that starts with a brace would be read as JSON.
                if let Some((part, others)) = rest.split_at_checked(next - split)
                    && !others.trim_start().starts_with('{')
                {
                    parts.push(part);
                    (rest, split) = (others, next);
                }
            }
        }
        at = next;
    }
    parts.push(rest);
    parts
}

fn read_document<'a>(
    text: &'a str,
    start: usize,
    end: usize,
    duplicate_keys: &mut DuplicateKeys,
) -> Option<Document<'a>> {
    let content = read_yaml(text.get(start..end)?, start as u32, duplicate_keys);
    let (duplicate_keys, more_duplicate_keys) = duplicate_keys.finish_document();
    Some(Document { span: Span { start: start as u32, end: end as u32 }, content, duplicate_keys, more_duplicate_keys })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]

    use proptest::prelude::*;

    use super::*;
    use crate::value::Data;

    /// The documents as JSON or their error messages; the stream's error is last.
    fn read(text: &str) -> Vec<String> {
        let stream = read_manifests(text);
        let documents = stream.documents.iter().map(|document| match &document.content {
            Ok(value) => json(value),
            Err(error) => format!("! {error}"),
        });
        documents.chain(stream.error.iter().map(|error| format!("!! {error}"))).collect()
    }

    fn json(value: &Value<'_>) -> String {
        match &value.data {
            Data::Null => String::from("null"),
            Data::Bool(value) => value.to_string(),
            Data::Int(number) => number.to_string(),
            Data::Float(number) => format!("{number:?}"),
            Data::String(text) => format!("{text:?}"),
            Data::List(items) => format!("[{}]", items.iter().map(json).collect::<Vec<_>>().join(",")),
            Data::Object(object) => {
                let fields = object.entries.iter().map(|entry| format!("{:?}:{}", entry.key, json(&entry.value)));
                format!("{{{}}}", fields.collect::<Vec<_>>().join(","))
            }
        }
    }

    #[test]
    fn separators_split_and_comments_stay() {
        for (text, documents) in [
            ("", &[][..]),
            ("---", &["null"]),
            ("# only a comment\n", &["null"]),
            ("a: 1", &[r#"{"a":1}"#]),
            ("---\na: 1\n---\n---  # c\nb: 2\n---\n", &[r#"{"a":1}"#, r#"{"b":2}"#]),
            ("a: 1\r\n---\r\nb: |\r\n  x\r\n  y", &[r#"{"a":1}"#, r#"{"b":"x\ny\n"}"#]),
            ("a: 1\n--- b\nc: 1\n", &["!! invalid Yaml document separator: b"]),
            (
                "a: 1\n...\n---\n%YAML 1.1\n---\nb: 1\n",
                &[r#"{"a":1}"#, "! yaml: line 1: did not find expected <document start>", r#"{"b":1}"#],
            ),
            ("\u{feff}a: é\n---\n\u{feff}b: 1\n", &[r#"{"a":"é"}"#, r#"{"b":1}"#]),
            ("a: [\n---\nb: 1\n", &["! yaml: line 1: did not find expected node content", r#"{"b":1}"#]),
            ("{\"a\": 1}\n---\nb: 1\n", &[r#"{"a":1}"#, r#"{"b":1}"#]),
        ] {
            assert_eq!(read(text), documents, "{text:?}");
        }
    }

    #[test]
    fn json_texts_are_read_as_json() {
        for (text, documents) in [
            (r#"{"a": "\ud83d\ude00\/", "b": 1.5} {"c": -1}"#, &[r#"{"a":"😀/","b":1.5}"#, r#"{"c":-1}"#][..]),
            (r"{a: 1}", &[r#"{"a":1}"#]),
            ("{\"a\": \"x\u{2028} y\"}", &["{\"a\":\"x\\u{2028}y\"}"]),
        ] {
            assert_eq!(read(text), documents, "{text:?}");
        }
    }

    #[test]
    fn duplicate_keys_are_reported() {
        let text = "---\nx: 0\n---\na: 1\nb: {c: 1, c: 2}\na: &m {k: 1}\nd: {k: 0, <<: *m}\n1: x\n\"1\": z\n";
        let stream = read_manifests(text);
        let document = &stream.documents[1];
        assert_eq!(json(document.content.as_ref().unwrap()), r#"{"a":{"k":1},"b":{"c":2},"d":{"k":1},"1":"z"}"#);
        let strict = "yaml: unmarshal errors:\n  line 2: key \"c\" already set in map\n  \
            line 3: key \"a\" already set in map\n  line 3: key \"k\" already set in map";
        assert_eq!(document.strict_error().unwrap(), strict);
        let places = document.duplicate_keys.iter().map(|duplicate| {
            let slice = |span: Span| &text[span.start as usize..span.end as usize];
            (slice(duplicate.span), slice(duplicate.first), duplicate.span.start, duplicate.first.start)
        });
        assert_eq!(places.collect::<Vec<_>>(), [("c", "c", 28, 22), ("a", "a", 34, 13), ("k", "k", 41, 51)]);

        let stream = read_manifests("{\"a\": {\"b\": 1,\n\"b\": 2}}");
        assert_eq!(stream.documents[0].duplicate_keys[0].message, "line 2: key \"b\" already set in map");
    }

    #[test]
    fn duplicate_keys_beyond_the_limit_are_counted() {
        let repeated = |times: usize, between: &str| vec!["\"a\": 1"; times + 1].join(between);
        let yaml =
            format!("{}\n---\n{}\n---\n{}\n---\nb: 1\n", repeated(1, "\n"), repeated(1_500, "\n"), repeated(2, "\n"));
        let json = format!("{{{}}} {{{}}} {{{}}} {{}}", repeated(1, ","), repeated(1_500, ","), repeated(2, ","));
        let merged = format!(
            "[{{\"a\": 1, \"a\": 1}}]\n---\nm: &m {{\"a\": 1}}\nn: {{{}}}\n---\n{{{}}}\n---\n{{}}",
            vec!["<<: *m"; 1_501].join(", "),
            repeated(2, ",")
        );
        for text in [yaml, json, merged] {
            let documents = read_manifests(&text).documents;
            let counts: Vec<_> = documents
                .iter()
                .map(|document| (document.duplicate_keys.len(), document.more_duplicate_keys))
                .collect();
            assert_eq!(counts, [(1, 0), (999, 501), (0, 2), (0, 0)]);
            let lines = documents.iter().map(|document| document.strict_error().map(|error| error.lines().count()));
            assert_eq!(lines.collect::<Vec<_>>(), [Some(2), Some(1_001), Some(2), None]);
            let error = documents[1].strict_error().unwrap();
            assert!(error.ends_with("key \"a\" already set in map\n  and 501 more"), "{error}");
        }
    }

    #[test]
    fn spans_are_relative_to_the_whole_text() {
        let text = "# é\n---\n\u{feff}a: &x 'é' # c\nb:\n  - [1, {c: d} ]\n  - |\n    x\n\n  -\ne: *x\n";
        let stream = read_manifests(text);
        let value = stream.documents[1].content.as_ref().unwrap();
        let slice = |value: &Value<'_>| &text[value.span.start as usize..value.span.end as usize];
        assert_eq!(slice(value), &text[text.find("a:").unwrap()..text.len() - 1]);
        assert_eq!(slice(value.get("a").unwrap()), "&x 'é'");
        let list = value.get("b").unwrap();
        assert_eq!(slice(list), "- [1, {c: d} ]\n  - |\n    x\n\n  -");
        let items: Vec<_> = list.as_list().unwrap().iter().map(slice).collect();
        assert_eq!(items, ["[1, {c: d} ]", "|\n    x", ""]);
        assert_eq!(slice(value.get("e").unwrap()), "*x");
    }

    #[test]
    fn texts_beyond_the_limits_are_rejected() {
        let deep = "[".repeat(300);
        let chain: Vec<_> = (1..400).map(|i| format!("k{i}: &a{i} {{<<: *a{}}}\n", i - 1)).collect();
        let bomb: Vec<_> = (1..12).map(|i| format!("b{i}: &b{i} [{}]\n", format!("*b{},", i - 1).repeat(9))).collect();
        let long = format!("a: &a \"{}\\n\"\nb: [{}]\n", "x".repeat(1 << 20), "*a,".repeat(40));
        let large = "a".repeat(super::super::limits::MAX_DOCUMENT + 1);
        for (text, message) in [
            (deep.clone(), "yaml: exceeded max depth of 256"),
            (deep.replace('[', "{\"a\":"), "yaml: exceeded max depth of 256"),
            (deep.replace('[', "- "), "yaml: exceeded max depth of 256"),
            (format!("k0: &a0 {{a: 1}}\n{}", chain.concat()), "yaml: exceeded max depth of 256"),
            (format!("b0: &b0 [x]\n{}", bomb.concat()), "yaml: document contains excessive aliasing"),
            (long, "yaml: document contains excessive aliasing"),
            (large, "document of 4194305 bytes is larger than 4194304 bytes"),
        ] {
            let stream = read_manifests(&text);
            assert_eq!(stream.documents[0].content.as_ref().unwrap_err().message, message);
        }
    }

    #[test]
    fn the_deepest_nesting_is_read() {
        for (open, close) in [("[", "]"), ("{\"a\":", "}"), ("{a: ", "}")] {
            let text = format!("{}1{}", open.repeat(256), close.repeat(256));
            let stream = read_manifests(&text);
            assert!(stream.documents[0].content.is_ok());
            assert_eq!(stream.documents[0].content, stream.documents[0].content.clone());
        }
    }

    proptest! {
        #[test]
        fn parts_have_the_documents_of_the_text(pieces in proptest::collection::vec(proptest::sample::select(&[
            "a: 1\n", "b: [x]\n", "---\n", "--- # c\n", "--- x\n", "---", "{\"a\": 1}\n", " {a: 1}\n", "\n", "# c\n", "...\n", "%YAML 1.1\n",
            "\u{feff}", "a: |\n", "  x\n", "\r\n",
        ][..]), 0..12)) {
            let text = pieces.concat();
            let parts = split_manifests(&text);
            prop_assert_eq!(parts.concat(), &text[..]);
            let documents: Vec<_> = parts.into_iter().flat_map(read).collect();
            prop_assert_eq!(documents, read(&text));
        }

        #[test]
        fn no_text_panics(text in any::<String>()) {
            read_manifests(&text);
        }

        #[test]
        fn no_yaml_panics(pieces in proptest::collection::vec(proptest::sample::select(&[
            "a", "b", ": ", ":", "- ", "? ", "?", "\n", "\n ", "\n  ", "[", "]", "{", "}", ",", "!", "!!str ", "!<a>", "&a ",
            "*a", "|", "|+2", ">-", "\"", "'", "\\", "\\x4", "#", "%YAML 1.1", "%TAG", "\n---\n", "\n...\n", "\t", "\r", "\r\n",
            "é", "\u{feff}", "\u{2028}", "1", " ", "<<", "~", "%41", "%C3%A9", "0x1", ".inf", "\"a\"",
        ][..]), 0..20)) {
            let text = pieces.concat();
            for document in read_manifests(&text).documents {
                let places = std::iter::once(document.span).chain(document.duplicate_keys.iter().map(|duplicate| duplicate.span));
                for span in places.chain(document.content.err().map(|error| error.span)) {
                    prop_assert!(text.get(span.start as usize..span.end as usize).is_some());
                }
            }
            let _ = super::super::ordered::read_map_slices(text.as_bytes());
        }
    }
}
