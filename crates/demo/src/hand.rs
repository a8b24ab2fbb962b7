//! How an officer types. A text comes out of a word processor or out of a form; capitals keep their accents or not. The same officer
//! keeps to the same habits throughout a dossier.

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
    /// Narrow brackets in Chinese.
    narrow: bool,
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
        }
    }

    /// The text as this hand types it.
    pub(crate) fn typed(&self, text: &str) -> String {
        if self.tongue == Tongue::Zh {
            return if self.narrow { text.replace('（', "(").replace('）', ")") } else { text.to_owned() };
        }
        text.chars().map(|letter| self.letter(letter)).collect()
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
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hand_types_as_its_keyboard_does() {
        for (tongue, text, typed) in [
            (Tongue::Fr, "L’État – « ici »", "L'Etat - « ici »"),
            (Tongue::Es, "Ámbito: “sí”", "Ambito: \"sí\""),
            (Tongue::Zh, "两处（东）", "两处(东)"),
        ] {
            let hand = Hand { tongue, straight: true, hyphens: true, bare_capitals: true, narrow: true };
            assert_eq!(hand.typed(text), typed);
        }
    }
}
