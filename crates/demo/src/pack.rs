//! The researcher's course pack: the winners of the fifth edition, with notes, published.

use crate::cast::Cast;
use crate::{Stage, unplayable};
use kapok_base::Language;
use kapok_engine::Result;
use kapok_engine::remember::collections::{Content, Item};

const TITLE: &str = "Five winners: a seminar for city officials";
const INTRODUCTION: &str = "Two afternoons with the winners of the 5th edition. Read each case before it is discussed; groups of \
    four, one of whom speaks against the case.\n\nThe cities are real; what is told of them here is invented.";
/// A note and two questions for each case, in their order.
const TAUGHT: [(&str, [&str; 2]); 5] = [
    (
        "Begin with what the case leaves out. Ask the group to list what they would need to know before they proposed the same at home.",
        [
            "Who had to agree before anything could begin?",
            "Which figure here would you check first, and how?",
        ],
    ),
    (
        "A case on money: who pays at the start, who pays every year. Let two groups argue for the treasurer and the mayor.",
        ["What happens to this when the first budget ends?", "Who carries the risk?"],
    ),
    (
        "Put this beside the first case: the same kind of claim, another kind of evidence.",
        ["What would have happened without the initiative?", "Whom does the evidence come from?"],
    ),
    (
        "On partners. Draw who depends on whom; then take one of them away.",
        ["Which partner could stop this?", "What does each of them gain?"],
    ),
    (
        "The last one is for taking home: each group writes one page on what it would do first in its own city.",
        ["What is the smallest part of this that would be worth doing?", "What would you not copy?"],
    ),
];
const MINUTES: u32 = 45;

/// Puts it together and publishes it.
pub(crate) async fn put_together(stage: &Stage<'_>, cast: &Cast) -> Result<()> {
    let engine = stage.engine;
    let editions = engine.desk_editions(&cast.editor).await?;
    let fifth = editions.iter().find(|edition| edition.programme == cast.programme && edition.slug == "2020");
    let fifth = fifth.ok_or_else(|| unplayable("there is no 5th edition"))?;
    let (_, desk) = engine.editors_desk(&cast.editor, fifth.id).await?;
    let winners = desk.iter().filter(|entry| entry.labels.contains("winner"));
    let cases = winners.filter_map(|entry| entry.case.as_ref().map(|case| case.id));
    let items = cases.zip(TAUGHT).map(|(case, (note, questions))| Item {
        note: note.to_owned(),
        questions: questions.map(str::to_owned).to_vec(),
        minutes: Some(MINUTES),
        ..Item::new(case)
    });
    let content = Content {
        introduction: INTRODUCTION.to_owned(),
        items: items.collect(),
        ..Content::new(TITLE.to_owned(), Language::english())
    };
    let pack = engine.create_collection(&cast.researcher, content, None).await?;
    engine.publish_collection(&cast.researcher, pack.id, None).await.map(drop)
}
