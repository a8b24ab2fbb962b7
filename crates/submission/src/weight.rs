//! How much a text says, for the fewest characters that a form asks.

/// How many characters of an alphabet a text is worth, rounded down.
///
/// One Chinese character, kana or hangul syllable carries about as much as two and a half letters: translations of the
/// same text differ in length by about that. Counted one by one, 200 characters would be three sentences of a city that
/// answers in English and a page of one that answers in Chinese.
#[must_use]
pub fn weight(text: &str) -> usize {
    let halves: usize = text.chars().map(|c| if is_dense(c) { 5 } else { 2 }).sum();
    halves / 2
}

/// Whether a character stands for a syllable or a word: Han, kana, hangul. Their punctuation counts as any other.
fn is_dense(c: char) -> bool {
    matches!(u32::from(c),
        0x1100..=0x11FF // hangul letters
        | 0x3005..=0x3007 // 々 〆 〇
        | 0x3041..=0x30FF // kana
        | 0x3105..=0x312F // bopomofo
        | 0x3131..=0x318E // hangul letters, for compatibility
        | 0x31F0..=0x31FF // small kana
        | 0x3400..=0x4DBF // Han, extension A
        | 0x4E00..=0x9FFF // Han
        | 0xAC00..=0xD7A3 // hangul syllables
        | 0xF900..=0xFAFF // Han, for compatibility
        | 0x2_0000..=0x3_FFFF // Han, further extensions
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_character_that_says_more_weighs_more() {
        for (text, worth) in [
            ("", 0),
            ("rain", 4),
            ("jardín", 6),
            ("дождь", 5),
            ("雨", 2),
            ("雨水", 5),
            ("雨水花园。", 11),
            ("あめ", 5),
            ("아메", 5),
            ("雨 rain", 7),
            ("𠀀𠀀", 5),
            ("🌧", 1),
        ] {
            assert_eq!(weight(text), worth, "{text}");
        }
    }

    #[test]
    fn the_same_paragraph_passes_or_fails_in_both_languages() {
        let english = "Streets flooded each spring; now the water soaks into planted beds along them.";
        let chinese = "过去每年春天街道积水，如今雨水渗入沿街的种植带。";
        let (one, other) = (weight(english), weight(chinese));
        assert!(one.abs_diff(other) * 3 < one, "{one} and {other}");
    }
}
