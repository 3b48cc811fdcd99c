//! The requests that we know to cost the most time and memory.

use promwright_core::policy::{MAX_PAYLOAD, MAX_VALUES};
use serde_json::json;

use crate::admission::payload;

/// The size of the largest object that the API server accepts, in bytes.
const OBJECT: usize = 3 << 20;

/// Makes an item of a list or an object from its number.
type Item = fn(usize) -> String;

/// The requests, each with what it is full of.
pub fn requests() -> Vec<(String, Vec<u8>)> {
    let bytes: [(&str, Vec<u8>); 5] = [
        ("blanks", vec![b' '; MAX_PAYLOAD]),
        ("more than the limit", vec![b' '; 2 * MAX_PAYLOAD]),
        ("brackets", vec![b'['; MAX_PAYLOAD]),
        ("nested lists", [vec![b'['; MAX_VALUES / 2], vec![b']'; MAX_VALUES / 2]].concat()),
        (
            "a string in place of a request",
            ["{\"request\":\"", &"é".repeat(MAX_PAYLOAD / 2 - 8), "\"}"].concat().into(),
        ),
    ];
    let mut requests: Vec<_> = bytes.into_iter().map(|(name, bytes)| (name.to_owned(), bytes)).collect();
    let scrape_configs = OBJECTS.iter().map(|object| ("v1alpha1", "ScrapeConfig", object));
    let servers = SERVERS.iter().map(|object| ("v1", "Prometheus", object));
    for (version, kind, (name, object, item)) in scrape_configs.chain(servers) {
        let api_version = format!("monitoring.coreos.com/{version}");
        let object = object.replace("META", r#""name":"web","namespace":"shop""#);
        let object = format!("{{\"apiVersion\":\"{api_version}\",\"kind\":\"{kind}\",{object}}}");
        let request = |new: &str, old: Option<&str>| request(&api_version, kind, new, old);
        let create = full(&object, item, MAX_VALUES);
        requests.push((format!("{name}, created"), request(&create, None)));
        let (new, old) =
            (full(&object, item, MAX_VALUES / 2), full(&object, |number| item(number + 7), MAX_VALUES / 2));
        requests.push((format!("{name}, updated"), request(&new, Some(&old))));
    }
    requests
}

/// What a ScrapeConfig may be full of: as many items as fit in place of `…`.
const OBJECTS: &[(&str, &str, Item)] = &[
    ("nested lists", r#""metadata":{META},"spec":{"x":…}"#, |_| "[".repeat(240) + &"]".repeat(240)),
    ("a long string", r#""metadata":{META},"spec":{"scrapeInterval":…}"#, |_| {
        format!("\"{}\"", r"\u0000".repeat(OBJECT / 7))
    }),
    ("unknown lists", r#""metadata":{META},"spec":{"x":[…]}"#, |_| "[]".to_owned()),
    ("unknown fields", r#""metadata":{META},"spec":{…}"#, |number| format!("\"job{number}\":0")),
    ("numbers for targets", r#""metadata":{META},"spec":{"staticConfigs":[{"targets":[…]}]}"#, |number| {
        number.to_string()
    }),
    ("targets", r#""metadata":{META},"spec":{"staticConfigs":[{"targets":[…]}]}"#, |number| format!("\"{number}\"")),
    ("each target twice", r#""metadata":{META},"spec":{"staticConfigs":[{"targets":[…]}]}"#, |number| {
        format!("\"{}\"", number / 2)
    }),
    (
        "labels of targets",
        r#""metadata":{META},"spec":{"staticConfigs":[{"targets":["a"],"labels":{…}}]}"#,
        |number| format!("\"a{number}\":\"\""),
    ),
    ("static configurations", r#""metadata":{META},"spec":{"staticConfigs":[…]}"#, |number| {
        format!("{{\"targets\":[\"{number}\"]}}")
    }),
    ("empty static configurations", r#""metadata":{META},"spec":{"staticConfigs":[…]}"#, |_| "{}".to_owned()),
    ("empty relabelings", RELABELINGS, |_| "{}".to_owned()),
    ("relabelings", RELABELINGS, |number| {
        format!(r#"{{"action":"replace","regex":"((a|b{number}){{1,999}})*[[:^alpha:]]","targetLabel":"a"}}"#)
    }),
    ("letters of any case", RELABELINGS, |_| expression(r"(?i)", r"\\pL", 700)),
    ("no letters", RELABELINGS, |_| expression("", r"\\PL", 450)),
    ("too many classes", RELABELINGS, |_| expression("", r"[^\\pL]", 50_000)),
    ("different classes", RELABELINGS, |number| {
        let letters = (0..20_000).filter_map(|more| char::from_u32(0x4e00 + (number as u32 + more) % 0x5000));
        let classes: String = letters.map(|letter| format!(r"[\\pL{letter}]")).collect::<Vec<_>>().concat();
        expression("", &classes, 1)
    }),
    ("repetitions", RELABELINGS, |_| expression("", "a?", OBJECT / 2 - 200)),
    ("dots", RELABELINGS, |_| expression("", ".", OBJECT - 400)),
    ("alternatives", RELABELINGS, |_| expression("", ".a|", OBJECT / 6)),
    ("open groups", RELABELINGS, |_| expression("", "(", OBJECT - 400)),
    ("empty service discoveries", r#""metadata":{META},"spec":{"consulSDConfigs":[…]}"#, |_| "{}".to_owned()),
    ("service discoveries", r#""metadata":{META},"spec":{"consulSDConfigs":[…]}"#, |_| {
        r#"{"server":"a"}"#.to_owned()
    }),
    ("labels", r#""metadata":{META,"labels":{…}},"spec":{}"#, |number| format!("\"$a{number}\":\"$\"")),
    ("annotations", r#""metadata":{META,"annotations":{…}},"spec":{}"#, |number| format!("\"$${number}\":0")),
    ("owners", r#""metadata":{META,"ownerReferences":[…]},"spec":{}"#, |_| r#"{"controller":true}"#.to_owned()),
    ("finalizers", r#""metadata":{META,"finalizers":[…]},"spec":{}"#, |number| format!("\"${number}\"")),
    (
        "a last applied configuration",
        r#""metadata":{META,"annotations":{"kubectl.kubernetes.io/last-applied-configuration":
            "{\"apiVersion\":\"monitoring.coreos.com/v1alpha1\",\"kind\":\"ScrapeConfig\",\"metadata\":{\"name\":\"web\"},\"spec\":{…}}"}},"spec":{}"#,
        |number| format!(r#"\"x{number}\":[{{}}]"#),
    ),
];

/// What a Prometheus may be full of.
const SERVERS: &[(&str, &str, Item)] = &[
    ("Alertmanagers", r#""metadata":{META},"spec":{"alerting":{"alertmanagers":[…]}}"#, |number| {
        format!(r#"{{"name":"a{number}","namespace":"shop","port":"web"}}"#)
    }),
    ("remote writes", r#""metadata":{META},"spec":{"remoteWrite":[…]}"#, |number| {
        format!(r#"{{"url":"http://a{number}"}}"#)
    }),
];

/// A ScrapeConfig full of relabelings.
const RELABELINGS: &str = r#""metadata":{META},"spec":{"relabelings":[…]}"#;

/// A relabeling with a long regular expression: a beginning, then a piece repeated.
fn expression(beginning: &str, piece: &str, times: usize) -> String {
    format!(r#"{{"action":"labeldrop","regex":"{beginning}{}"}}"#, piece.repeat(times))
}

/// An object with as many items as the limits on values and bytes allow.
fn full(object: &str, item: impl Fn(usize) -> String, values: usize) -> String {
    let (head, tail) = object.split_once('…').expect("a place");
    let mut text = head.to_owned();
    let mut values = values.saturating_sub(100);
    for number in 0.. {
        let item = item(number) + ",";
        let more = item.chars().filter(|character| matches!(character, ',' | '[' | '{')).count();
        if number > 0 && (text.len() + item.len() + tail.len() > OBJECT || more > values) {
            break;
        }
        values = values.saturating_sub(more);
        text.push_str(&item);
    }
    text.pop();
    text + tail
}

/// A request with objects given as text.
fn request(api_version: &str, kind: &str, object: &str, old: Option<&str>) -> Vec<u8> {
    let placeholder = |place: &str| json!({"apiVersion": api_version, "kind": kind, "metadata": {"name": place}});
    let (new, former) = (placeholder("new"), placeholder("old"));
    let request = payload(&new, old.map(|_| &former), &json!({"minimumSeverity": "warning"}));
    let request = String::from_utf8(request).expect("JSON");
    let request = request.replacen(&new.to_string(), object, 1);
    request.replacen(&former.to_string(), old.unwrap_or_default(), 1).into_bytes()
}
