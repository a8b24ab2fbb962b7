//! Questions that nobody means well: all are answered, soon and with little.

use super::tests::{library, open, request};
use super::*;
use kapok_base::Random;
use proptest::prelude::*;
use std::time::{Duration, Instant};

/// What no question may take, on a slow machine beside many others and without optimisation: what is not bounded takes minutes.
const SOON: Duration = Duration::from_secs(30);

fn ask(index: &Index, question: &str) -> Answer {
    let begun = Instant::now();
    let begins: String = question.chars().take(40).collect();
    let answer = index.search(&request(question), &Visibility::default());
    assert!(begun.elapsed() < SOON, "{begins:?} took {:?}", begun.elapsed());
    index.suggest(question, 10, &Language::english(), &Visibility::default()).unwrap();
    assert!(begun.elapsed() < 2 * SOON, "{begins:?} suggested after {:?}", begun.elapsed());
    answer.unwrap()
}

#[test]
fn questions_of_ten_thousand_characters_are_answered() {
    let (_dir, index) = open(&library());
    for part in [
        "water ",
        "wtaer ",
        "w",
        "廣",
        "廣州市",
        "ق",
        "مدينة ",
        "ก",
        "a* ",
        "aa* ",
        "-",
        "\"",
        "\"a\" ",
        "(",
        ")",
        "()",
        "((a)",
        "a OR ",
        "OR ",
        "NOT ",
        "NOT -(",
        "title:",
        "title:a ",
        "title:\"a b\" ",
        "year:",
        "year:1..2 ",
        "year:99999999999 ",
        "country:x OR ",
        "entity:\"廣州\" ",
        "*",
        "* ",
        "?",
        ".",
        "[",
        "{",
        "\\",
        "'",
        "l'",
        "é",
        "\u{301}",
        "\u{200d}",
        "🌳",
        "👩‍👩‍👧",
        "\u{0}",
        "\u{7f}",
        "\u{202e}a ",
        "\u{feff}",
        "\u{fffd}",
        "ﷺ",
        "İ",
        "ß",
        "ǆ",
        "\n",
        "\t",
        "1",
        "1.2.3 ",
        "<b>",
        "%00",
        "..",
        ":",
        "a:b ",
        "-a ",
        "--a ",
        "“",
        "«a» ",
    ] {
        let question: String = part.chars().cycle().take(10_000).collect();
        ask(&index, &question);
        ask(&index, &question.chars().rev().collect::<String>());
    }
}

#[test]
fn what_asks_for_nothing_takes_nothing_away() {
    let (_dir, index) = open(&library());
    let all = ask(&index, "water").total;
    assert!(all > 0);
    for nothing in ["-!", "NOT .", "-\"\"", "*", "()", "OR", "\u{0}", "-(,)", "(. OR ,)", "title:."] {
        assert_eq!(ask(&index, &format!("water {nothing}")).total, all, "{nothing}");
        assert_eq!(ask(&index, nothing).total, 4, "{nothing}");
    }
}

#[test]
fn every_block_of_unicode_is_answered() {
    let (_dir, index) = open(&library());
    // Planes without a block are left out; of the two for private use their ends stand for the rest.
    let blocks =
        (0..0x4_0000u32).chain(0xe_0000..0xe_0200).chain(0xf_ff80..0x10_0080).chain(0x10_ff80..0x11_0000);
    for block in blocks.step_by(0x200) {
        // No block is smaller than sixteen.
        let characters: String = (block..block + 0x200).step_by(8).filter_map(char::from_u32).collect();
        let apart: String = characters.chars().flat_map(|c| [c, ' ']).collect();
        for question in
            [&characters, &apart, &format!("\"{characters}\" OR title:{characters} -{characters}")]
        {
            ask(&index, question);
        }
    }
}

#[test]
fn control_characters_part_words() {
    let (_dir, index) = open(&library());
    for c in (0..0x20u8).chain([0x7f]).map(char::from) {
        assert_eq!(ask(&index, &format!("public{c}water")).total, 1, "{c:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn every_text_is_answered(
        text in "\\PC{0,60}|[-()\"a:year水 OR*.“”|title]{0,60}|((title:|entity:|year:|-|NOT |\\(|\\)|\"|OR |\\* |aa\\* )[a-z水廣ق]{0,3} ?){0,40}",
        seed in 0u64..1000,
    ) {
        let (_dir, index) = shared();
        let answer = ask(index, &text);
        prop_assert!(answer.total <= 4 && answer.items.len() as u64 <= answer.total);
        // The same words in another order and cut anywhere are questions too.
        let characters: Vec<char> = text.chars().collect();
        let at = Random::seeded(seed).stream("cut").below(characters.len() as u64 + 1) as usize;
        ask(index, &characters[at..].iter().chain(&characters[..at]).collect::<String>());
    }
}

/// One index for all tries.
fn shared() -> &'static (tempfile::TempDir, Index) {
    static SHARED: std::sync::LazyLock<(tempfile::TempDir, Index)> =
        std::sync::LazyLock::new(|| open(&library()));
    &SHARED
}
