//! How the lines of a round compare with all of it, as small tables.

use crate::app::App;
use crate::labels;
use crate::view::View;
use kapok_engine::judge::{BalanceTable, Counts, Meeting};

/// The entries by one facet: each group of them with its share.
pub(super) struct Compared {
    pub(super) name: String,
    pub(super) columns: Vec<String>,
    pub(super) rows: Vec<Row>,
}

/// One value: how many, and which share of the column.
pub(super) struct Row {
    pub(super) value: String,
    pub(super) cells: Vec<(u64, String)>,
}

/// The tables of a meeting; none where its balance waits to be asked for. Eligible entries have a column of their own where the round has not all of them.
pub(super) fn compared(app: &App, view: &View, meeting: &Meeting, lines: &[String]) -> Vec<Compared> {
    let Some(balance) = &meeting.balance else { return Vec::new() };
    let total = &balance.total;
    let mut columns = lines.to_vec();
    columns.push(view.say("meeting-in-round"));
    if total.eligible != total.round {
        columns.push(view.say("meeting-eligible"));
    }
    let totals = figures(total, columns.len());
    let row = |table: &BalanceTable, value: &str, counts: &Counts| Row {
        value: labels::facet_value(view.locale, app.engine().themes(), table.facet, value),
        cells: figures(counts, columns.len())
            .into_iter()
            .zip(&totals)
            .map(|(count, of)| (count, share(count, *of)))
            .collect(),
    };
    let table = |table: &BalanceTable| Compared {
        name: view.say(&format!("library-facet-{}", table.facet.as_str())),
        columns: columns.clone(),
        rows: table.rows.iter().map(|(value, counts)| row(table, value, counts)).collect(),
    };
    balance.tables.iter().map(table).collect()
}

fn figures(counts: &Counts, columns: usize) -> Vec<u64> {
    let whole = [counts.round, counts.eligible];
    counts.lines.iter().copied().chain(whole).take(columns).collect()
}

fn share(count: u64, of: u64) -> String {
    match (count, of) {
        (0, _) | (_, 0) => String::new(),
        _ => format!("{:.0} %", count as f64 * 100.0 / of as f64),
    }
}
