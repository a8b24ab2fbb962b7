//! Chinese characters: which they are, and the simplified form of a traditional one.

use std::collections::HashMap;
use std::sync::LazyLock;

static SIMPLIFIED: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
    let lines = include_str!("../data/hant-hans.txt").lines().filter(|line| !line.starts_with('#'));
    let characters: Vec<char> = lines.flat_map(str::chars).collect();
    characters.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect()
});

/// The simplified form of a character, itself when it has none.
pub(crate) fn simplified(c: char) -> char {
    SIMPLIFIED.get(&c).copied().unwrap_or(c)
}

/// Whether a character is one of the common Chinese ones, which normalising leaves as they are.
pub(crate) fn is_plain_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}')
}

/// Whether words of this character's script are not set apart by spaces, so that they are indexed in ones and twos.
pub(crate) fn is_unspaced(c: char) -> bool {
    matches!(u32::from(c),
        0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xf900..=0xfaff | 0x20000..=0x3ffff // Han
        | 0x3041..=0x30ff | 0xff66..=0xff9d // Kana
        | 0x1100..=0x11ff | 0xac00..=0xd7a3 // Hangul: its particles stand without a space after the word
        | 0x0e00..=0x0eff | 0x1000..=0x109f | 0x1780..=0x17ff) // Thai, Lao, Burmese, Khmer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn traditional_characters_have_their_simplified_form() {
        let folded: String = "廣州市政府開放資料".chars().map(simplified).collect();
        assert_eq!(folded, "广州市政府开放资料");
        assert!(SIMPLIFIED.len() > 3000);
        assert!(is_unspaced('广') && is_unspaced('の') && !is_unspaced('a') && is_unspaced('한'));
    }
}
