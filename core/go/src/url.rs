//! URLs as Go parses them: whether the operator and Prometheus accept one, and the error message if they do not.
//!
//! Ported from Go 1.26, `net/url.Parse`, with its strict rule for colons in the host of `http` and `https` URLs. A program
//! whose module declares a Go version before 1.26, such as Prometheus 3.13, accepts more than one colon there.

use std::fmt::{self, Display, Formatter};
use std::net::{Ipv4Addr, Ipv6Addr};

use crate::Quoted;

/// The parts of a URL or relative reference. Escapes are not decoded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Url<'a> {
    /// The scheme in lower case; empty if the URL has none.
    pub scheme: String,
    /// The host and, if present, the port; empty if the URL has none.
    pub host: &'a str,
    /// The path; empty unless the part after the scheme starts with a slash.
    pub path: &'a str,
}

/// Why a text is not a valid URL. Displays as upstream's message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// The text that was parsed. The fragment is left out unless the error is in it.
    pub text: String,
    /// What is wrong with it.
    pub reason: Reason,
}

/// The reason that a URL is invalid. Displays as the end of upstream's message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The text contains a control character.
    ControlCharacter,
    /// The text starts with a colon.
    MissingScheme,
    /// There is no scheme, and a colon comes before the first slash.
    ColonInFirstSegment,
    /// The user name or password contains a character that is not allowed there.
    Userinfo,
    /// A bracket is inside the host, or the brackets enclose an IPv4 address.
    IpLiteral,
    /// An opening bracket is not closed.
    MissingBracket,
    /// The host is followed by something other than a port: a colon and digits.
    Port(String),
    /// The text in brackets is not an IPv6 address. Upstream's message is more detailed.
    Address(String),
    /// A character that is not allowed in a host.
    HostCharacter(char),
    /// A percent sign without two hexadecimal digits, or an escape of a character that must not be escaped there: up to three
    /// bytes of the text, quoted.
    Escape(String),
}

impl Display for Error {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "parse {}: {}", Quoted(&self.text), self.reason)
    }
}

impl std::error::Error for Error {}

impl Display for Reason {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::ControlCharacter => f.write_str("net/url: invalid control character in URL"),
            Self::MissingScheme => f.write_str("missing protocol scheme"),
            Self::ColonInFirstSegment => f.write_str("first path segment in URL cannot contain colon"),
            Self::Userinfo => f.write_str("net/url: invalid userinfo"),
            Self::IpLiteral => f.write_str("invalid IP-literal"),
            Self::MissingBracket => f.write_str("missing ']' in host"),
            Self::Port(port) => write!(f, "invalid port {} after host", Quoted(port)),
            Self::Address(address) => write!(f, "invalid host: ParseAddr({}): unable to parse IP", Quoted(address)),
            Self::HostCharacter(character) => {
                write!(f, "invalid character {} in host name", Quoted(character.encode_utf8(&mut [0; 4])))
            }
            Self::Escape(quoted) => write!(f, "invalid URL escape {quoted}"),
        }
    }
}

/// Parses a URL.
pub fn parse(text: &str) -> Result<Url<'_>, Error> {
    let (url, fragment) = text.split_once('#').unwrap_or((text, ""));
    let error = |text: &str, reason| Error { text: text.to_owned(), reason };
    let parts = read(url).map_err(|reason| error(url, reason))?;
    check_escapes(fragment, Place::Anywhere).map_err(|reason| error(text, reason))?;
    Ok(parts)
}

fn read(text: &str) -> Result<Url<'_>, Reason> {
    if text.bytes().any(|byte| byte.is_ascii_control()) {
        return Err(Reason::ControlCharacter);
    }
    if text == "*" {
        return Ok(Url { path: text, ..Url::default() });
    }
    let (scheme, rest) = split_scheme(text)?;
    let scheme = scheme.to_ascii_lowercase();
    let rest = rest.split_once('?').map_or(rest, |(rest, _)| rest);
    if !rest.starts_with('/') {
        if !scheme.is_empty() {
            return Ok(Url { scheme, ..Url::default() });
        }
        if rest.split('/').next().is_some_and(|segment| segment.contains(':')) {
            return Err(Reason::ColonInFirstSegment);
        }
    }
    let authority = rest.strip_prefix("//").filter(|_| !scheme.is_empty() || !rest.starts_with("///"));
    let (host, path) = match authority {
        None => ("", rest),
        Some(authority) => {
            let (authority, path) = authority.split_at(authority.find('/').unwrap_or(authority.len()));
            (read_authority(&scheme, authority)?, path)
        }
    };
    check_escapes(path, Place::Anywhere)?;
    Ok(Url { scheme, host, path })
}

/// Splits off the scheme at its colon. The scheme is empty if another character comes before the first colon.
fn split_scheme(text: &str) -> Result<(&str, &str), Reason> {
    match text.split_once(':') {
        Some(("", _)) => Err(Reason::MissingScheme),
        Some((scheme, rest))
            if scheme.starts_with(|first: char| first.is_ascii_alphabetic())
                && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte)) =>
        {
            Ok((scheme, rest))
        }
        _ => Ok(("", text)),
    }
}

/// Checks a host with an optional user before it and an optional port after it. Returns it without the user.
fn read_authority<'a>(scheme: &str, authority: &'a str) -> Result<&'a str, Reason> {
    let (user, host) = authority.rsplit_once('@').unwrap_or(("", authority));
    check_host(scheme, host)?;
    if !user.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._:~!$&'()*+,;=%@".contains(&byte)) {
        return Err(Reason::Userinfo);
    }
    // Upstream splits name and password before it checks escapes. No escape spans the split: a colon is not a hexadecimal
    // digit.
    for part in user.splitn(2, ':') {
        check_escapes(part, Place::Anywhere)?;
    }
    Ok(host)
}

fn check_host(scheme: &str, host: &str) -> Result<(), Reason> {
    match host.rfind('[') {
        Some(0) => return check_ip_literal(host),
        Some(_) => return Err(Reason::IpLiteral),
        None => {}
    }
    let strict = matches!(scheme, "http" | "https");
    if let Some(colon) = if strict { host.find(':') } else { host.rfind(':') } {
        check_port(host.split_at(colon).1)?;
    }
    check_escapes(host, Place::Host)
}

/// Checks an IPv6 address in brackets, with an optional zone inside and an optional port after it.
fn check_ip_literal(host: &str) -> Result<(), Reason> {
    let (inside, port) = host.rsplit_once(']').ok_or(Reason::MissingBracket)?;
    check_port(port)?;
    let inside = inside.strip_prefix('[').unwrap_or(inside);
    let (address, zone) = match inside.find("%25") {
        None => (inside, None),
        Some(start) => {
            let (address, zone) = inside.split_at(start);
            (address, Some(zone))
        }
    };
    check_escapes(address, Place::Host)?;
    check_escapes(zone.unwrap_or_default(), Place::Zone)?;
    if zone.is_none() && address.parse::<Ipv4Addr>().is_ok() {
        return Err(Reason::IpLiteral);
    }
    if address.parse::<Ipv6Addr>().is_err() || zone == Some("%25") {
        return Err(Reason::Address(unescape(inside)));
    }
    Ok(())
}

/// Checks the text after a host: it must be empty, or a colon and digits.
fn check_port(port: &str) -> Result<(), Reason> {
    let number = if port.is_empty() { Some("") } else { port.strip_prefix(':') };
    match number {
        Some(number) if number.bytes().all(|byte| byte.is_ascii_digit()) => Ok(()),
        _ => Err(Reason::Port(port.to_owned())),
    }
}

/// The part of a URL, which decides what may and what must be escaped.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// A path, a user or a fragment: any character may be escaped, and none must be.
    Anywhere,
    /// A host: only non-ASCII bytes and `%` may be escaped.
    Host,
    /// The zone of an IPv6 address: only host characters, `%` and the space may be escaped.
    Zone,
}

/// Checks the escapes in a part of a URL and, in a host, its characters (`unescape`).
fn check_escapes(text: &str, place: Place) -> Result<(), Reason> {
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        let length = if character == '%' {
            let wrong = || Reason::Escape(quote_start(rest));
            let byte = escaped_byte(rest).ok_or_else(wrong)?;
            let allowed = match place {
                Place::Anywhere => true,
                Place::Host => byte >= 0x80 || byte == b'%',
                Place::Zone => byte == b'%' || byte == b' ' || is_host_byte(byte),
            };
            if !allowed {
                return Err(wrong());
            }
            3
        } else {
            if place != Place::Anywhere && character.is_ascii() && !is_host_byte(character as u8) {
                return Err(Reason::HostCharacter(character));
            }
            character.len_utf8()
        };
        rest = rest.split_at_checked(length).map_or("", |(_, rest)| rest);
    }
    Ok(())
}

/// The byte that the escape at the start of the text encodes.
fn escaped_byte(text: &str) -> Option<u8> {
    let digits = text.strip_prefix('%')?.get(..2)?;
    // `from_str_radix` would accept a sign.
    if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    u8::from_str_radix(digits, 16).ok()
}

/// Whether a host may contain this byte unescaped.
fn is_host_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-_.~!$&'()*+,;=:[]<>\"".contains(&byte)
}

/// The first three bytes, quoted. Bytes of a character that is cut in two are written as numbers.
fn quote_start(text: &str) -> String {
    let end = text.len().min(3);
    let whole = text.floor_char_boundary(end);
    let (start, rest) = text.split_at(whole);
    let mut quoted = Quoted(start).to_string();
    quoted.pop();
    for byte in rest.bytes().take(end - whole) {
        quoted.push_str("\\x");
        quoted.extend([byte >> 4, byte & 15].iter().filter_map(|digit| char::from_digit(u32::from(*digit), 16)));
    }
    quoted.push('"');
    quoted
}

/// Decodes the escapes of a text in which they are known to be valid.
fn unescape(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.bytes().next() {
        let (byte, length) = escaped_byte(rest).map_or((first, 1), |byte| (byte, 3));
        bytes.push(byte);
        match rest.split_at_checked(length) {
            Some((_, after)) => rest = after,
            None => break,
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn urls_are_split_into_parts() {
        for (text, scheme, host, path) in [
            ("", "", "", ""),
            ("*", "", "", "*"),
            ("http://a.b:80/c?d#e", "http", "a.b:80", "/c"),
            ("HTTPS://u:p@ss@a", "https", "a", ""),
            ("http://:80", "http", ":80", ""),
            ("http://a:", "http", "a:", ""),
            ("//a/b", "", "a", "/b"),
            ("///a", "", "", "///a"),
            ("unix:///var/run/docker.sock", "unix", "", "/var/run/docker.sock"),
            ("localhost:9090", "localhost", "", ""),
            ("a/b:c", "", "", "a/b:c"),
            ("mailto:a@b", "mailto", "", ""),
            ("http://[fe80::1%25en0]:80/", "http", "[fe80::1%25en0]:80", "/"),
            ("http://[::ffff:1.2.3.4]", "http", "[::ffff:1.2.3.4]", ""),
            ("http://h%C3%A9/%41", "http", "h%C3%A9", "/%41"),
            ("postgres://a:1,b:2", "postgres", "a:1,b:2", ""),
            ("http://é?a b%", "http", "é", ""),
        ] {
            let url = parse(text).map_err(|error| error.to_string());
            assert_eq!(url, Ok(Url { scheme: scheme.to_owned(), host, path }), "{text}");
        }
    }

    #[test]
    fn messages_match_upstream() {
        for (text, message) in [
            ("http://a\n#b", "parse \"http://a\\n\": net/url: invalid control character in URL"),
            (":a", "parse \":a\": missing protocol scheme"),
            ("1a:b", "parse \"1a:b\": first path segment in URL cannot contain colon"),
            ("127.0.0.1:80/a", "parse \"127.0.0.1:80/a\": first path segment in URL cannot contain colon"),
            ("http://é@a", "parse \"http://é@a\": net/url: invalid userinfo"),
            ("http://u%@a", "parse \"http://u%@a\": invalid URL escape \"%\""),
            ("http://a:b", "parse \"http://a:b\": invalid port \":b\" after host"),
            ("http://a:1:2", "parse \"http://a:1:2\": invalid port \":1:2\" after host"),
            ("http://::1/", "parse \"http://::1/\": invalid port \"::1\" after host"),
            ("http://${a}:80", "parse \"http://${a}:80\": invalid character \"{\" in host name"),
            ("http://a b", "parse \"http://a b\": invalid character \" \" in host name"),
            ("http://a%20", "parse \"http://a%20\": invalid URL escape \"%20\""),
            ("http://a/%zz", "parse \"http://a/%zz\": invalid URL escape \"%zz\""),
            ("/%aé", "parse \"/%aé\": invalid URL escape \"%a\\xc3\""),
            ("/%+1", "parse \"/%+1\": invalid URL escape \"%+1\""),
            ("/a#%", "parse \"/a#%\": invalid URL escape \"%\""),
            ("http://[::1", "parse \"http://[::1\": missing ']' in host"),
            ("http://a[::1]", "parse \"http://a[::1]\": invalid IP-literal"),
            ("http://[1.2.3.4]", "parse \"http://[1.2.3.4]\": invalid IP-literal"),
            ("http://[::1]a", "parse \"http://[::1]a\": invalid port \"a\" after host"),
            ("http://[a]", "parse \"http://[a]\": invalid host: ParseAddr(\"a\"): unable to parse IP"),
        ] {
            assert_eq!(parse(text).map_err(|error| error.to_string()), Err(message.to_owned()), "{text}");
        }
        for text in ["http://[fe80::1%25]", "http://[fe80::1%25%2f]", "http://[::g]", "http://[::1%]", "http://[]"] {
            assert!(parse(text).is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "(http|a1)?:?/{0,3}[a1:@%\\[\\]#?/\u{e9} 25]{0,12}") {
            let _ = parse(&text).map_err(|error| error.to_string());
        }
    }
}
