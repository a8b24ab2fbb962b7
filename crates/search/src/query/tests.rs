//! Questions of every kind, and texts that are none.

use super::*;
use proptest::prelude::*;

fn word(text: &str) -> Node {
    Node::Word(text.to_owned())
}
fn not(node: Node) -> Node {
    Node::Not(Box::new(node))
}

#[test]
fn questions_are_read_as_people_mean_them() {
    let phrase = |text: &str| Node::Phrase(text.to_owned());
    let cases = [
        ("", Node::All(vec![])),
        ("water", word("water")),
        ("clean water", Node::All(vec![word("clean"), word("water")])),
        ("\"public space\" -cars", Node::All(vec![phrase("public space"), not(word("cars"))])),
        ("“公共空间”", phrase("公共空间")),
        ("a b OR c", Node::All(vec![word("a"), Node::Any(vec![word("b"), word("c")])])),
        ("a OR b OR c", Node::Any(vec![word("a"), word("b"), word("c")])),
        ("(a b) OR c", Node::Any(vec![Node::All(vec![word("a"), word("b")]), word("c")])),
        ("recycl*", Node::Prefix("recycl".to_owned())),
        ("country:FR", Node::In(Field::Country, "FR".to_owned())),
        ("country:\"South Sudan\"", Node::In(Field::Country, "South Sudan".to_owned())),
        ("year:2015..2018", Node::Years(Some(2015), Some(2018))),
        ("year:2015-2018", Node::Years(Some(2015), Some(2018))),
        ("year:>2015", Node::Years(Some(2016), None)),
        ("year:..2018", Node::Years(None, Some(2018))),
        ("NOT water", not(word("water"))),
    ];
    for (text, expected) in cases {
        assert_eq!(parse(text), expected, "{text}");
    }
}

#[test]
fn what_is_no_syntax_is_words() {
    let cases = [
        ("\"open quote", Node::All(vec![word("open"), word("quote")])),
        ("http://example.org", word("http://example.org")),
        ("year:soon", word("soon")),
        ("a )b", Node::All(vec![word("a"), word("b")])),
        ("(((a", word("a")),
        ("OR", Node::All(vec![])),
        ("a OR", word("a")),
        ("OR a", word("a")),
        ("state-of-the-art", word("state-of-the-art")),
        ("- a", Node::All(vec![word("-"), word("a")])),
        ("--a", word("a")),
    ];
    for (text, expected) in cases {
        assert_eq!(parse(text), expected, "{text}");
    }
}

fn depth(node: &Node) -> usize {
    match node {
        Node::All(nodes) | Node::Any(nodes) => 1 + nodes.iter().map(depth).max().unwrap_or(0),
        Node::Not(node) => 1 + depth(node),
        _ => 1,
    }
}

proptest! {
    #[test]
    fn every_text_is_a_question(text in "\\PC{0,80}|[-()\"a:year水 OR*.“”|]{0,80}") {
        prop_assert!(depth(&parse(&text)) < 100);
    }
}

#[test]
fn very_long_and_very_deep_texts_are_read_too() {
    // What took time by the square of its length would take minutes here.
    for text in [":".repeat(300_000), "a:“".repeat(100_000)] {
        let _ = parse(&text);
    }
    for text in ["a ".repeat(100_000), "(".repeat(100_000), "-".repeat(10_000) + "a", "a OR ".repeat(50_000)]
    {
        assert!(depth(&parse(&text)) < 100);
    }
}
