//! What is asked where speed is measured.

use kapok_base::Random;
use kapok_search::Facet;

/// Questions of each kind.
pub(crate) const EACH: usize = 400;

/// What is asked: taken from the cases themselves, in all their languages.
pub(crate) struct Questions {
    pub(crate) words: Vec<String>,
    phrases: Vec<String>,
    typos: Vec<String>,
    prefixes: Vec<String>,
    pub(crate) begun: Vec<String>,
}

impl Questions {
    pub(crate) fn of(texts: &[(&str, String)]) -> Self {
        let chance = Random::seeded(2).stream("questions");
        let below = |bound: usize| chance.below(bound as u64) as usize;
        let mut questions =
            Self { words: vec![], phrases: vec![], typos: vec![], prefixes: vec![], begun: vec![] };
        while questions.typos.len() < EACH || questions.words.len() < EACH {
            let (title, body) = &texts[below(texts.len())];
            let words: Vec<&str> = body.split_whitespace().collect();
            let at = below(words.len().saturating_sub(3).max(1));
            let is_plain = |word: &&&str| word.chars().all(char::is_alphabetic);
            let letters: Vec<char> = words[at].chars().filter(|c| c.is_alphanumeric()).collect();
            if words.len() < 30 && letters.len() > 12 {
                // Without spaces: four characters, and six.
                let from = below(letters.len() - 7);
                questions.words.push(letters[from..from + 4].iter().collect());
                questions.phrases.push(format!("\"{}\"", letters[from..from + 6].iter().collect::<String>()));
            } else {
                let telling: Vec<&&str> = words
                    .iter()
                    .skip(at)
                    .filter(is_plain)
                    .filter(|w| w.chars().count() > 4)
                    .take(2)
                    .collect();
                let [one, two] = telling[..] else { continue };
                questions.words.push(format!("{one} {two}"));
                questions.phrases.push(format!("\"{}\"", words[at..(at + 3).min(words.len())].join(" ")));
                let mut letters: Vec<char> = one.chars().collect();
                questions.prefixes.push(letters[..4].iter().chain(&['*']).collect());
                if letters.len() > 6 {
                    letters.swap(3, 4);
                    questions.typos.push(letters.iter().collect());
                }
            }
            questions.begun.push(title.chars().take(3 + below(6)).collect());
        }
        for asked in
            [&mut questions.words, &mut questions.phrases, &mut questions.typos, &mut questions.prefixes]
        {
            asked.truncate(EACH);
        }
        questions
    }

    pub(crate) fn kinds(&self) -> [(&'static str, &[String], &'static [Facet]); 5] {
        [
            ("words", &self.words, &[]),
            ("phrase", &self.phrases, &[]),
            ("typo", &self.typos, &[]),
            ("prefix", &self.prefixes, &[]),
            ("words, all facets", &self.words, &Facet::ALL),
        ]
    }
}
