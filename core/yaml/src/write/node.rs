//! Writing YAML that was read with its order kept.

use super::Writer;
use crate::Node;

impl Node<'_> {
    /// Writes the value at the writer's position.
    pub fn write(&self, w: &mut Writer) {
        match self {
            Node::Null => w.null(),
            Node::Bool(value) => w.bool(*value),
            Node::Int(number) => w.int(*number),
            Node::Uint(number) => w.uint(*number),
            Node::Float(number) => w.float(*number),
            Node::String(text) => w.string(text),
            Node::Bytes(bytes) => w.bytes(bytes),
            Node::List(items) => {
                w.begin_list();
                for item in items {
                    item.write(w);
                }
                w.end_list();
            }
            Node::Map(pairs) => {
                w.begin_map();
                for (key, value) in pairs {
                    key.write(w);
                    value.write(w);
                }
                w.end_map();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use crate::write::Writer;
    use crate::{Node, read_map_slices};

    fn rewritten(text: &str) -> String {
        let mut w = Writer::new();
        Node::List(read_map_slices(text.as_bytes()).unwrap().into_iter().map(Node::Map).collect()).write(&mut w);
        w.finish()
    }

    #[test]
    fn nodes_are_written_as_in_go_yaml() {
        for (text, written) in [
            ("", "[]\n"),
            ("- ~", "- {}\n"),
            ("- a: 0o17\n  y: [1e3, 'x', 2001-01-01]\n", "- a: 15\n  true:\n  - 1000\n  - x\n  - \"2001-01-01\"\n"),
            ("- a: 1\n  a: 2\n  <<: {b: 3}\n", "- a: 1\n  a: 2\n"),
            ("- a: !!binary /w==\n  b: |\n   x\n   y", "- a: !!binary /w==\n  b: |-\n    x\n    y\n"),
            ("- {? {a: b} : c}\n", "- ? a: b\n  : c\n"),
        ] {
            assert_eq!(rewritten(text), written, "{text}");
        }
    }
}
