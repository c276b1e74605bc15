//! A part of a document as a tree, to change what is in it. Texts stay escaped as they are.

use quick_xml::events::{BytesEnd, BytesStart, Event};
use quick_xml::{Reader, Writer};

use crate::error::{ReportError, Result};

/// A piece of a part.
pub(super) enum Node {
    Element(Element),
    /// Texts, references to characters, the declaration.
    Other(Event<'static>),
}

/// An element.
pub(super) struct Element {
    start: BytesStart<'static>,
    pub(super) children: Vec<Node>,
}

impl Element {
    pub(super) fn new(name: &str, attributes: &[(&str, &str)]) -> Self {
        let mut start = BytesStart::new(name.to_owned());
        start.extend_attributes(attributes.iter().copied());
        Self {
            start,
            children: Vec::new(),
        }
    }

    /// With its prefix.
    pub(super) fn name(&self) -> String {
        String::from_utf8_lossy(self.start.name().as_ref()).into_owned()
    }

    pub(super) fn is(&self, name: &str) -> bool {
        self.start.name().as_ref() == name.as_bytes()
    }

    pub(super) fn has(&self, attribute: &str, value: &str) -> bool {
        self.attribute(attribute).as_deref() == Some(value)
    }

    /// The value of an attribute, as it is written.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let found = self.start.try_get_attribute(name).ok().flatten()?;
        Some(String::from_utf8_lossy(&found.value).into_owned())
    }

    /// Leaves an attribute out.
    pub(super) fn drop_attribute(&mut self, name: &str) {
        if self.attribute(name).is_none() {
            return;
        }
        let mut start = BytesStart::new(self.name());
        let kept = self.start.attributes().flatten();
        start.extend_attributes(kept.filter(|kept| kept.key.as_ref() != name.as_bytes()));
        self.start = start;
    }

    /// Gives an attribute a value, whether it has one or not.
    pub(super) fn set_attribute(&mut self, name: &str, value: &str) {
        self.drop_attribute(name);
        self.start.push_attribute((name, value));
    }

    pub(super) fn push(&mut self, child: Self) {
        self.children.push(Node::Element(child));
    }

    /// The elements right below.
    pub(super) fn elements(&mut self) -> impl Iterator<Item = &mut Self> {
        self.children.iter_mut().filter_map(|child| match child {
            Node::Element(element) => Some(element),
            Node::Other(_) => None,
        })
    }

    /// Calls for this and for every element below it.
    pub(super) fn each(&mut self, change: &mut impl FnMut(&mut Self)) {
        change(self);
        for element in self.elements() {
            element.each(change);
        }
    }
}

/// Reads a part.
pub(super) fn read(part: &[u8]) -> Result<Vec<Node>> {
    let mut reader = Reader::from_reader(part);
    let mut open: Vec<Element> = Vec::new();
    let mut top = Vec::new();
    loop {
        let event = reader.read_event().map_err(refused)?;
        let node = match event {
            Event::Eof => return Ok(top),
            Event::Start(start) => {
                open.push(Element {
                    start: start.into_owned(),
                    children: Vec::new(),
                });
                continue;
            }
            Event::End(_) => match open.pop() {
                Some(element) => Node::Element(element),
                None => continue,
            },
            Event::Empty(start) => Node::Element(Element {
                start: start.into_owned(),
                children: Vec::new(),
            }),
            other => Node::Other(other.into_owned()),
        };
        match open.last_mut() {
            Some(parent) => parent.children.push(node),
            None => top.push(node),
        }
    }
}

/// Writes a part.
pub(super) fn write(nodes: &[Node]) -> Result<Vec<u8>> {
    let mut writer = Writer::new(Vec::new());
    for node in nodes {
        write_node(&mut writer, node).map_err(refused)?;
    }
    Ok(writer.into_inner())
}

fn write_node(writer: &mut Writer<Vec<u8>>, node: &Node) -> std::io::Result<()> {
    match node {
        Node::Other(event) => writer.write_event(event.borrow()),
        Node::Element(element) if element.children.is_empty() => {
            writer.write_event(Event::Empty(element.start.borrow()))
        }
        Node::Element(element) => {
            writer.write_event(Event::Start(element.start.borrow()))?;
            for child in &element.children {
                write_node(writer, child)?;
            }
            writer.write_event(Event::End(BytesEnd::new(element.name())))
        }
    }
}

fn refused(error: impl ToString) -> ReportError {
    ReportError::Typesetting(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_is_written_again() {
        let part = "<?xml version=\"1.0\"?><a x=\"1\"><b/>甲&lt;乙&gt;&amp;&#xA;<c y=\"&quot;\">丙</c></a>";
        let nodes = read(part.as_bytes()).unwrap();
        assert_eq!(String::from_utf8(write(&nodes).unwrap()).unwrap(), part);
    }
}
