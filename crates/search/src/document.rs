//! A case as it is indexed, and the part of it that is stored to show it.

use crate::analysis::{Piece, Stemming, parts, pieces, token, unspaced_tokens, word_tokens};
use crate::facet::{facet_values, term_text};
use crate::likeness::Likeness;
use crate::schema::{Fields, Level};
use crate::stem::Analysis;
use crate::visibility::ALWAYS;
use crate::{Facet, SearchError};
use kapok_base::{AnnouncementId, CaseId, Language, Localized};
use kapok_library::{Case, CaseText, Themes, fold};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;
use tantivy::TantivyDocument;
use tantivy::schema::Field;
use tantivy::tokenizer::{PreTokenizedString, Token};

/// A case to be indexed.
#[derive(Clone, Debug)]
pub struct Document {
    /// The case.
    pub case: Case,
    /// The announcement that must be public before the case exists.
    pub announcement: Option<AnnouncementId>,
}

/// One change of the index.
#[derive(Clone, Debug)]
pub enum Change {
    /// The case is new, or has changed.
    Upsert(Box<Document>),
    /// The case is gone.
    Remove(CaseId),
}

/// What is kept of a case to show it in an answer.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Stored {
    pub(crate) id: CaseId,
    pub(crate) source: String,
    pub(crate) source_id: String,
    pub(crate) entity: Option<String>,
    pub(crate) country: Option<String>,
    pub(crate) year: Option<i32>,
    pub(crate) outcome: Option<String>,
    pub(crate) sdgs: Vec<String>,
    pub(crate) themes: Vec<String>,
    pub(crate) synthetic: bool,
    pub(crate) likeness: Likeness,
    pub(crate) texts: Localized<StoredText>,
}

/// One language version.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct StoredText {
    pub(crate) title: String,
    pub(crate) body: String,
}

/// What is indexed for a case.
pub(crate) fn index_document(fields: &Fields, document: &Document) -> Result<TantivyDocument, SearchError> {
    let case = &document.case;
    let mut doc = TantivyDocument::new();
    doc.add_text(fields.id, case.id.to_string());
    doc.add_u64(fields.tie, tie(case.id));
    let announcement = document.announcement.map_or_else(|| ALWAYS.to_owned(), |id| id.to_string());
    doc.add_text(fields.announcement, announcement);
    let likeness = Likeness::of(&text_to_compare(&case.texts));
    for mark in likeness.marks() {
        doc.add_text(fields.likeness, mark);
    }
    let mut texts = Texts::default();
    for (language, text) in case.texts.iter() {
        texts.add_version(fields, language, text);
    }
    if let Some(entity) = &case.facts.entity {
        let name = pieces(entity);
        texts.add(fields.entity, word_tokens(&name));
        texts.add(fields.entity, unspaced_tokens(&name));
        texts.begin_with(&name);
    }
    for name in case.facts.themes.iter().filter_map(|key| THEMES.get(key)).flatten() {
        texts.add(fields.themes, word_tokens(&pieces(name)));
        texts.add(fields.themes, unspaced_tokens(&pieces(name)));
    }
    texts.write(fields, &mut doc);
    if let Some(year) = case.facts.year {
        doc.add_i64(fields.year, i64::from(year));
    }
    doc.add_f64(fields.prior, prior(case));
    doc.add_text(fields.title_order, title_order(&case.texts));
    for facet in Facet::ALL {
        for value in facet_values(facet, case) {
            doc.add_text(fields.facet, term_text(facet, &value));
        }
    }
    let stored =
        serde_json::to_string(&stored(case, likeness)).map_err(|e| SearchError::Damaged(e.to_string()))?;
    doc.add_text(fields.stored, stored);
    Ok(doc)
}

/// The names of the themes in all languages.
static THEMES: LazyLock<BTreeMap<String, Vec<String>>> = LazyLock::new(|| {
    let Ok(themes) = Themes::builtin() else { return BTreeMap::new() };
    let names = |theme: &kapok_library::Theme| theme.name.iter().map(|(_, name)| name.clone()).collect();
    themes.all().iter().map(|theme| (theme.key.clone(), names(theme))).collect()
});

/// The tokens of all versions of a case, by field.
#[derive(Default)]
struct Texts {
    tokens: BTreeMap<Field, Vec<PreTokenizedString>>,
    analyses: BTreeSet<Analysis>,
    beginnings: BTreeSet<String>,
}

impl Texts {
    fn add(&mut self, field: Field, tokens: PreTokenizedString) {
        if !tokens.tokens.is_empty() {
            self.tokens.entry(field).or_default().push(tokens);
        }
    }

    fn add_version(&mut self, fields: &Fields, language: &Language, text: &CaseText) {
        let stemming = Stemming::of(language);
        let title = pieces(&text.title);
        self.add(fields.title_words, word_tokens(&title));
        self.begin_with(&title);
        self.add_level(fields, Level::Title, &stemming, &title);
        // A text without sections is the whole text, not its abstract.
        let (summary, body) = match text.sections.is_empty() {
            true => (String::new(), text.description.clone()),
            false => (text.description.clone(), text.sections_text()),
        };
        for (level, part) in [(Level::Summary, summary), (Level::Body, body)] {
            let part = pieces(&part);
            self.add(fields.body_words, word_tokens(&part));
            self.add_level(fields, level, &stemming, &part);
        }
    }

    fn add_level(&mut self, fields: &Fields, level: Level, stemming: &Stemming, part: &[Piece]) {
        let unspaced = unspaced_tokens(part);
        if !unspaced.tokens.is_empty() {
            self.analyses.insert(Analysis::UNSPACED);
            self.add(fields.stems(Analysis::UNSPACED, level), unspaced);
        }
        let mut stems: BTreeMap<Analysis, Vec<Token>> = BTreeMap::new();
        for (position, piece) in part.iter().enumerate().filter(|(_, piece)| !piece.unspaced) {
            let stem = token(piece, position, stemming.stem(piece));
            stems.entry(stemming.analysis(piece)).or_default().push(stem);
            for part in parts(piece) {
                stems.entry(Analysis::PARTS).or_default().push(token(piece, position, part));
            }
        }
        for (analysis, tokens) in stems {
            self.analyses.insert(analysis);
            self.add(fields.stems(analysis, level), PreTokenizedString { text: String::new(), tokens });
        }
    }

    fn begin_with(&mut self, name: &[Piece]) {
        self.beginnings.extend(name.iter().flat_map(beginnings));
    }

    fn write(self, fields: &Fields, doc: &mut TantivyDocument) {
        for (slot, (field, _)) in (0u64..).zip(fields.texts()) {
            let length: usize = self.tokens.get(&field).into_iter().flatten().map(|t| t.tokens.len()).sum();
            if length > 0 {
                doc.add_u64(fields.lengths, slot << 32 | length as u64);
            }
        }
        for (field, parts) in self.tokens {
            for tokens in parts {
                doc.add_pre_tokenized_text(field, tokens);
            }
        }
        for analysis in self.analyses {
            doc.add_text(fields.analysis, analysis.name());
        }
        for beginning in self.beginnings {
            doc.add_text(fields.beginnings, beginning);
        }
    }
}

/// Letters of the longest beginning of a word that is indexed for suggestions.
pub(crate) const LONGEST_BEGINNING: usize = 12;

/// The beginnings of a word, the whole of a short one among them; a character of an unspaced script.
fn beginnings(piece: &Piece) -> Vec<String> {
    let word = piece.folded();
    let ends = word.char_indices().map(|(at, c)| at + c.len_utf8()).take(LONGEST_BEGINNING);
    if piece.unspaced { vec![word] } else { ends.map(|end| word[..end].to_owned()).collect() }
}

/// What speaks for a case before any question is asked, from 0 to 1: how it was distinguished, and how much is known of it.
fn prior(case: &Case) -> f64 {
    let facts = &case.facts;
    let distinction = match facts.outcome.as_deref() {
        Some("winner") => 1.0,
        Some("finalist" | "special_mention" | "medal") => 0.8,
        Some("shortlisted") => 0.7,
        Some("deserving") => 0.5,
        Some(_) => 0.2,
        None => 0.0,
    };
    let known = [
        facts.entity.is_some(),
        facts.country.is_some(),
        facts.year.is_some(),
        !facts.themes.is_empty(),
        !facts.indicators.is_empty(),
        facts.cost.is_some(),
        case.texts.iter().any(|(_, text)| text.sections.len() > 1),
    ];
    let completeness = known.into_iter().filter(|known| *known).count() as f64 / known.len() as f64;
    (distinction + completeness) / 2.0
}

/// Eight bytes of an id that differ between any two cases for all practical purposes.
fn tie(id: CaseId) -> u64 {
    let bits = id.0.as_u128();
    (bits as u64) ^ ((bits >> 64) as u64).rotate_left(32)
}

/// The title as titles are sorted: small letters without accents, cut where no two titles can still be alike by chance.
fn title_order(texts: &Localized<CaseText>) -> String {
    let title = fold(&texts.text(texts.original()).title);
    title[..title.floor_char_boundary(400)].to_owned()
}

/// The text by which near-identical cases are told: the original's.
fn text_to_compare(texts: &Localized<CaseText>) -> String {
    let text = texts.text(texts.original());
    format!("{}\n{}", text.title, text.body())
}

fn stored(case: &Case, likeness: Likeness) -> Stored {
    let text = |text: &CaseText| StoredText { title: text.title.clone(), body: text.body() };
    let original: &Language = case.texts.original();
    let mut texts = Localized::new(original.clone(), text(case.texts.text(original)));
    for (language, version) in case.texts.iter() {
        texts = texts.with(language.clone(), text(version));
    }
    Stored {
        id: case.id,
        source: case.source.clone(),
        source_id: case.source_id.clone(),
        entity: case.facts.entity.clone(),
        country: case.facts.country.clone(),
        year: case.facts.year,
        outcome: case.facts.outcome.clone(),
        sdgs: case.facts.sdgs.iter().map(ToString::to_string).collect(),
        themes: case.facts.themes.clone(),
        synthetic: case.facts.synthetic,
        likeness,
        texts,
    }
}
