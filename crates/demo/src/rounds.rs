//! The rules of the demonstration's rounds.

use crate::award::both;
use crate::{Stage, unplayable};
use kapok_engine::Result;
use kapok_judging::round::RoundRules;
use serde_json::{Value, json};

/// Rules from their data.
pub(crate) fn rules(rules: Value) -> Result<RoundRules> {
    serde_json::from_value(rules).map_err(unplayable)
}

fn criterion(key: &str, english: &str, chinese: &str, weight: u32) -> Value {
    json!({ "key": key, "label": both(english, chinese), "weight": weight })
}

fn scale() -> Value {
    let anchor = |at: u32, english: &str, chinese: &str| json!({ "at": at, "text": both(english, chinese) });
    json!({ "min": 1, "max": 10, "step": 0.5, "anchors": [
        anchor(1, "Nothing to be seen of it", "几乎没有体现"),
        anchor(4, "Some of it, unevenly", "有所体现,但不均衡"),
        anchor(7, "Clearly, with evidence", "清楚体现,并有证据"),
        anchor(10, "As good as I have ever seen", "所见之最佳"),
    ] })
}

/// The technical committee: six criteria, fifteen go on, thirty more are called deserving. Due on that day.
pub(crate) fn committee(stage: &Stage<'_>, due: i64) -> Value {
    let due = stage.time.midnight(due).resolve("/due").ok();
    json!({
        "name": both("Technical committee", "技术委员会评审"),
        "kind": "scoring",
        "due": due,
        "minimum_scorecards": 3,
        "conflicts": { "country": "warn" },
        "rubric": { "scale": scale(), "criteria": [
            criterion("innovation", "Innovation", "创新性", 3),
            criterion("effectiveness", "Effectiveness", "成效性", 3),
            criterion("context", "Context", "因地制宜", 1),
            criterion("replicability", "Replicability", "可复制性", 2),
            criterion("significance", "Significance", "重要性", 2),
            criterion("goals", "Relevance to the goals", "与可持续发展目标的关联", 1),
        ] },
        "cuts": [
            { "rule": { "kind": "top", "count": 15 }, "label": "shortlisted", "advances": true, "ties": "referred" },
            { "rule": { "kind": "top", "count": 30 }, "label": "deserving", "advances": false, "ties": "referred" },
        ],
    })
}

/// The jury's hearing with seven criteria of its own.
pub(crate) fn jury() -> Value {
    json!({
        "name": both("Jury hearings", "评审团听证"),
        "kind": "hearing",
        "minimum_scorecards": 5,
        "rubric": { "scale": scale(), "criteria": [
            criterion("innovation", "Innovation", "创新性", 2),
            criterion("participation", "Participation", "参与度", 1),
            criterion("impact", "Impact", "影响力", 2),
            criterion("significance", "Significance", "重要性", 1),
            criterion("replicability", "Replicability", "可复制性", 1),
            criterion("learnability", "Learnability", "可学习性", 1),
            criterion("inclusiveness", "Inclusiveness", "包容性", 1),
        ] },
    })
}

/// The small award's only round: three criteria, three go on. Due on that day.
pub(crate) fn neighbours(stage: &Stage<'_>, due: i64) -> Value {
    let due = stage.time.midnight(due).resolve("/due").ok();
    json!({
        "name": both("Reading by neighbours", "邻里评读"),
        "kind": "scoring",
        "due": due,
        "minimum_scorecards": 2,
        "rubric": { "scale": scale(), "criteria": [
            criterion("need", "Need", "需求", 1),
            criterion("craft", "Craft", "做法", 1),
            criterion("neighbours", "What neighbours gained", "邻里受益", 2),
        ] },
        "cuts": [
            { "rule": { "kind": "top", "count": 3 }, "label": "shortlisted", "advances": false, "ties": "referred" },
        ],
    })
}
