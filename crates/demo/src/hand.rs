//! How an officer types. A text comes out of a word processor or out of a form; capitals keep their accents or not; now and then a
//! letter is missing. The same officer keeps to the same habits throughout a dossier.

use crate::places::Tongue;
use kapok_base::Stream;

/// The habits of whoever types a dossier.
pub(crate) struct Hand {
    tongue: Tongue,
    /// Apostrophes and quotation marks as the keyboard has them.
    straight: bool,
    /// A hyphen for a dash.
    hyphens: bool,
    /// Capitals without their accents.
    bare_capitals: bool,
    /// Narrow brackets and colons in Chinese.
    narrow: bool,
    /// After how many long words a letter goes missing.
    slip: Option<u64>,
}

impl Hand {
    pub(crate) fn of(tongue: Tongue, chance: &Stream) -> Self {
        let so_many_in_ten = |many: u64| chance.below(10) < many;
        Self {
            tongue,
            straight: so_many_in_ten(7),
            hyphens: so_many_in_ten(6),
            bare_capitals: so_many_in_ten(5),
            narrow: so_many_in_ten(3),
            slip: so_many_in_ten(3).then(|| chance.below(30)),
        }
    }

    /// The text as this hand types it.
    pub(crate) fn typed(&mut self, text: &str) -> String {
        if self.tongue == Tongue::Zh {
            return if self.narrow { text.replace('（', "(").replace('）', ")") } else { text.to_owned() };
        }
        let typed: String = text.chars().map(|letter| self.letter(letter)).collect();
        self.slipped(typed)
    }

    fn letter(&self, letter: char) -> char {
        match letter {
            '\u{2018}' | '\u{2019}' if self.straight => '\'',
            '\u{201c}' | '\u{201d}' if self.straight => '"',
            '\u{2013}' if self.hyphens => '-',
            'À' | 'Á' | 'Â' if self.bare_capitals => 'A',
            'É' | 'È' | 'Ê' if self.bare_capitals => 'E',
            'Í' | 'Î' if self.bare_capitals => 'I',
            'Ó' | 'Ô' if self.bare_capitals => 'O',
            'Ú' if self.bare_capitals => 'U',
            _ => letter,
        }
    }

    /// Leaves out one of two equal consonants, or in Spanish an accent, in one long word of the dossier.
    fn slipped(&mut self, typed: String) -> String {
        let Some(after) = self.slip else { return typed };
        let places: Vec<(usize, &str)> = places(&typed, self.tongue).collect();
        let count = places.len() as u64;
        let Some((at, instead)) = usize::try_from(after).ok().and_then(|after| places.get(after)).copied()
        else {
            self.slip = Some(after - count);
            return typed;
        };
        self.slip = None;
        let rest = typed[at..].chars().next().map_or(0, char::len_utf8);
        format!("{}{instead}{}", &typed[..at], &typed[at + rest..])
    }
}

/// Where a letter may go missing, and what stands there then.
fn places(text: &str, tongue: Tongue) -> impl Iterator<Item = (usize, &'static str)> {
    let long = |word: &&str| word.chars().count() >= 8 && word.chars().all(char::is_lowercase);
    let words = text.split(|c: char| !c.is_alphabetic()).filter(long);
    words.filter_map(move |word| {
        let at = word.as_ptr() as usize - text.as_ptr() as usize;
        if tongue == Tongue::Es {
            return word.strip_suffix("ón").map(|stem| (at + stem.len(), "o"));
        }
        let twice = ["cc", "ff", "mm", "nn", "pp", "tt"];
        let twice = twice.iter().filter_map(|twice| word.find(twice)).min()?;
        Some((at + twice, ""))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hand(tongue: Tongue, slip: Option<u64>) -> Hand {
        Hand { tongue, straight: true, hyphens: true, bare_capitals: true, narrow: true, slip }
    }

    #[test]
    fn a_hand_types_as_its_keyboard_does() {
        for (tongue, text, typed) in [
            (Tongue::Fr, "L’État – « ici »", "L'Etat - « ici »"),
            (Tongue::Es, "Ámbito: “sí”", "Ambito: \"sí\""),
            (Tongue::Zh, "两处（东）", "两处(东)"),
        ] {
            assert_eq!(hand(tongue, None).typed(text), typed);
        }
    }

    #[test]
    fn one_letter_goes_missing_in_a_dossier_and_no_more() {
        let mut english = hand(Tongue::En, Some(1));
        assert_eq!(english.typed("The committee met."), "The committee met.");
        assert_eq!(english.typed("The committee of connections met."), "The comittee of connections met.");
        assert_eq!(english.typed("The committee met."), "The committee met.");
        assert_eq!(hand(Tongue::Es, Some(0)).typed("la operación y la gestión"), "la operacion y la gestión");
    }
}
