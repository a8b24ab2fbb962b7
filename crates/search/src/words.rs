//! Plain words of a question become concepts: each with the forms it may have in every language and place, and its rareness.

use crate::analysis::{Piece, pair_at};
use crate::concept::{Concept, Form};
use crate::schema::{Fields, Level};
use crate::statistics::Statistics;
use crate::stem::Analysis;
use tantivy::Term;
use tantivy::query::{EmptyQuery, Query};
use tantivy::schema::Field;

/// What an occurrence counts in the title, the abstract and the text. This and what follows was tuned on public test collections.
const LEVELS: [f32; 3] = [3.0, 1.4, 1.0];
/// How far the length of each of these counts.
const BY_LENGTH: [f32; 3] = [0.5, 0.6, 0.7];
/// What the word as written counts besides its stem, so that exact forms rank above folded ones.
const EXACT: f32 = 0.2;
/// What the entity's name counts.
const ENTITY: f32 = 2.0;
/// What the name of a theme counts.
const THEME: f32 = 0.5;
/// What a part of a word counts.
const PART: f32 = 0.4;
/// How slowly further occurrences cease to count: of words, and of characters and pairs of unspaced scripts.
const K1: [f32; 2] = [1.4, 0.9];
/// Cases by which the rareness of a word in a language of few cases is held back.
const FEW: f64 = 5.0;
/// From which share of the cases on a word tells nothing.
const COMMON: f64 = 0.6;

/// One thing that a question asks for.
pub(crate) struct Clause {
    /// What matches.
    pub(crate) query: Box<dyn Query>,
    /// Stands in so many cases that it tells nothing: it adds to the score and is not required.
    pub(crate) common: bool,
    /// Stands in no case that the asker may see.
    pub(crate) absent: bool,
}

/// The forms of a concept as they are gathered, with the greatest share of cases that any of them stands in.
struct Gathered<'a> {
    fields: &'a Fields,
    statistics: &'a Statistics,
    forms: Vec<Form>,
    share: f64,
}

impl Gathered<'_> {
    /// Adds a term where it stands in anything visible. `cases` are those that have a text in the field.
    fn add(
        &mut self,
        field: Field,
        text: &str,
        cases: u64,
        weight: f32,
        by_length: f32,
    ) -> tantivy::Result<()> {
        let term = Term::from_field_text(field, text);
        let frequency = self.statistics.frequency(&term)?;
        if frequency > 0 {
            self.share = self.share.max(frequency as f64 / (cases as f64 + FEW));
            let average = self.statistics.tokens(field) as f32 / cases.max(1) as f32;
            self.forms.push(Form { term, weight, by_length, average });
        }
        Ok(())
    }

    /// Adds a stem at all places of one analysis.
    fn add_stem(&mut self, analysis: Analysis, stem: &str, weight: f32) -> tantivy::Result<()> {
        let cases = self.statistics.analysed(analysis);
        for level in Level::ALL {
            let at = level as usize;
            let field = self.fields.stems(analysis, level);
            self.add(field, stem, cases, weight * LEVELS[at], BY_LENGTH[at])?;
        }
        Ok(())
    }

    /// Adds a word in all the languages of its script.
    fn add_word(&mut self, piece: &Piece, weight: f32) -> tantivy::Result<()> {
        let all = self.statistics.documents();
        let exact = piece.folded();
        for analysis in Analysis::of_script(piece.script()) {
            if self.statistics.analysed(analysis) > 0 {
                self.add_stem(analysis, &piece.stem(analysis.stemmer().as_ref()), weight)?;
            }
        }
        self.add(self.fields.title_words, &exact, all, weight * EXACT * LEVELS[0], BY_LENGTH[0])?;
        self.add(self.fields.body_words, &exact, all, weight * EXACT, BY_LENGTH[2])?;
        self.add_named(&exact, weight)
    }

    /// Adds what the entity or a theme may be called.
    fn add_named(&mut self, text: &str, weight: f32) -> tantivy::Result<()> {
        let all = self.statistics.documents();
        self.add(self.fields.entity, text, all, weight * ENTITY, 0.0)?;
        self.add(self.fields.themes, text, all, weight * THEME, 0.0)
    }

    /// The concept, rarer than all its forms together could be.
    fn into_clause(self, said: &str, boost: f32) -> Clause {
        let documents = self.statistics.documents();
        if self.forms.is_empty() {
            return Clause { query: Box::new(EmptyQuery), common: false, absent: true };
        }
        let (share, least) = (self.share.min(1.0), 0.5 / documents.max(1) as f64);
        #[expect(clippy::cast_possible_truncation, reason = "a logarithm of a million or so")]
        let idf = (1.0 + (1.0 - share + least) / (share + least)).ln() as f32 * boost;
        let unspaced = self.forms.iter().any(|form| self.fields.is_unspaced(form.term.field()));
        let concept =
            Concept { said: said.into(), idf, k1: K1[usize::from(unspaced)], forms: self.forms.into() };
        Clause { query: Box::new(concept), common: documents >= 50 && share > COMMON, absent: false }
    }
}

fn gather<'a>(fields: &'a Fields, statistics: &'a Statistics) -> Gathered<'a> {
    Gathered { fields, statistics, forms: Vec::new(), share: 0.0 }
}

/// A word, in all its forms.
pub(crate) fn word(fields: &Fields, statistics: &Statistics, piece: &Piece) -> tantivy::Result<Clause> {
    let mut gathered = gather(fields, statistics);
    gathered.add_word(piece, 1.0)?;
    Ok(gathered.into_clause(&piece.lower, 1.0))
}

/// Words that may be meant by one that was mistyped or is not finished, each with how likely it is.
pub(crate) fn words_like(
    fields: &Fields,
    statistics: &Statistics,
    said: &str,
    likely: &[(Piece, f32)],
) -> tantivy::Result<Clause> {
    let mut gathered = gather(fields, statistics);
    for (piece, weight) in likely {
        gathered.add_word(piece, *weight)?;
    }
    Ok(gathered.into_clause(said, 1.0))
}

/// A character or a pair of an unspaced script.
pub(crate) fn unspaced(
    fields: &Fields,
    statistics: &Statistics,
    text: &str,
    boost: f32,
) -> tantivy::Result<Clause> {
    let mut gathered = gather(fields, statistics);
    gathered.add_stem(Analysis::UNSPACED, text, 1.0)?;
    gathered.add_named(text, 1.0)?;
    Ok(gathered.into_clause(text, boost))
}

/// A part of a word.
pub(crate) fn part(fields: &Fields, statistics: &Statistics, text: &str) -> tantivy::Result<Clause> {
    let mut gathered = gather(fields, statistics);
    gathered.add_stem(Analysis::PARTS, text, 1.0)?;
    Ok(gathered.into_clause(text, PART))
}

/// The runs of a text: words one by one, and stretches of unspaced script that nothing interrupts.
pub(crate) fn runs(pieces: &[Piece]) -> Vec<&[Piece]> {
    let mut runs = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        let length = 1 + (at..).take_while(|at| pair_at(pieces, *at).is_some()).count();
        runs.push(&pieces[at..at + length]);
        at += length;
    }
    runs
}

/// A word of the title.
pub(crate) fn in_title(
    fields: &Fields,
    statistics: &Statistics,
    piece: &Piece,
    said: &str,
) -> tantivy::Result<Box<dyn Query>> {
    let mut gathered = gather(fields, statistics);
    if piece.unspaced {
        let field = fields.stems(Analysis::UNSPACED, Level::Title);
        gathered.add(field, said, statistics.analysed(Analysis::UNSPACED), 1.0, BY_LENGTH[0])?;
    } else {
        for analysis in Analysis::of_script(piece.script()) {
            let (field, cases) = (fields.stems(analysis, Level::Title), statistics.analysed(analysis));
            gathered.add(field, &piece.stem(analysis.stemmer().as_ref()), cases, 1.0, BY_LENGTH[0])?;
        }
        gathered.add(fields.title_words, &piece.folded(), statistics.documents(), EXACT, BY_LENGTH[0])?;
    }
    Ok(gathered.into_clause(said, 1.0).query)
}

/// A word of the entity's name.
pub(crate) fn in_entity(
    fields: &Fields,
    statistics: &Statistics,
    piece: &Piece,
    said: &str,
) -> tantivy::Result<Box<dyn Query>> {
    let text = if piece.unspaced { said.to_owned() } else { piece.folded() };
    let mut gathered = gather(fields, statistics);
    gathered.add(fields.entity, &text, statistics.documents(), 1.0, 0.0)?;
    Ok(gathered.into_clause(said, 1.0).query)
}
