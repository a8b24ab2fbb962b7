//! A figure as a table: its values named and in order, its cells, its totals.

use crate::app::App;
use crate::fault::Answer;
use crate::labels;
use kapok_access::Caller;
use kapok_base::{Instant, Locale};
use kapok_engine::remember::figures::FigureRequest;
use kapok_engine::remember::{Facet, NOT_STATED};
use kapok_library::Cross;
use kapok_tabular::{CsvWriter, SheetWriter};
use kapok_words::say;
use serde_json::{Map, json};
use std::collections::BTreeMap;
use std::io::{self, Read};

/// One row or column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Value {
    pub(crate) value: String,
    /// What people read.
    pub(crate) label: String,
    pub(crate) count: u64,
}

/// A figure whose rows and columns are named in a reader's language and stand in order.
pub(crate) struct Table {
    pub(crate) request: FigureRequest,
    pub(crate) locale: Locale,
    pub(crate) rows: Vec<Value>,
    pub(crate) columns: Vec<Value>,
    /// The editions that there is anything to count of.
    pub(crate) editions: Vec<String>,
    cross: Cross,
}

impl Table {
    /// The figure that is asked for.
    pub(crate) async fn load(
        app: &App,
        caller: &Caller,
        locale: Locale,
        request: FigureRequest,
    ) -> Answer<Self> {
        let figure = app.engine().figure(caller, &request).await?;
        let named = |facet: Facet, counts: &BTreeMap<String, u64>| {
            let value = |(value, count): (&String, &u64)| Value {
                label: labels::facet_value(locale, app.engine().themes(), facet, value),
                value: value.clone(),
                count: *count,
            };
            in_order(facet, counts.iter().map(value).collect())
        };
        Ok(Self {
            rows: named(request.rows, &figure.cross.rows),
            columns: named(request.columns, &figure.cross.columns),
            editions: figure.editions,
            cross: figure.cross,
            request,
            locale,
        })
    }

    pub(crate) fn total(&self) -> u64 {
        self.cross.total
    }

    pub(crate) fn counts_twice(&self) -> bool {
        self.cross.counts_twice()
    }

    pub(crate) fn cell(&self, row: &Value, column: &Value) -> u64 {
        self.cross.cell(&row.value, &column.value)
    }

    /// The name of a facet.
    pub(crate) fn facet(&self, facet: Facet) -> String {
        say(self.locale, &format!("library-facet-{}", facet.as_str()), &[])
    }

    /// What is counted.
    pub(crate) fn of(&self) -> String {
        say(self.locale, &format!("figure-of-{}", self.request.of.as_str()), &[])
    }

    /// The first line of a spreadsheet: what is counted and by what, the columns, all.
    fn head(&self) -> Vec<String> {
        let by = format!(
            "{}: {} × {}",
            self.of(),
            self.facet(self.request.rows),
            self.facet(self.request.columns)
        );
        let columns = self.columns.iter().map(|column| column.label.clone());
        [by].into_iter().chain(columns).chain([say(self.locale, "figure-all", &[])]).collect()
    }

    /// The lines of a spreadsheet under `head`, the last one with the totals.
    fn lines(&self, head: &[String]) -> Vec<Map<String, serde_json::Value>> {
        let line = |name: &str, counts: Vec<u64>| {
            let cells = std::iter::once(json!(name)).chain(counts.into_iter().map(|count| json!(count)));
            head.iter().cloned().zip(cells).collect()
        };
        let rows = self.rows.iter().map(|row| {
            let cells = self.columns.iter().map(|column| self.cell(row, column));
            line(&row.label, cells.chain([row.count]).collect())
        });
        let totals = self.columns.iter().map(|column| column.count).chain([self.total()]).collect();
        rows.chain([line(&say(self.locale, "figure-all", &[]), totals)]).collect()
    }

    /// The table as CSV.
    pub(crate) fn csv(&self) -> io::Result<Vec<u8>> {
        let head = self.head();
        let names: Vec<&str> = head.iter().map(String::as_str).collect();
        let mut table = CsvWriter::new(Vec::new(), &names)?;
        self.lines(&head).iter().try_for_each(|line| table.write(line))?;
        table.finish()
    }

    /// The table as a workbook that says it was made at an instant.
    pub(crate) fn xlsx(&self, made: Instant) -> io::Result<Vec<u8>> {
        let head = self.head();
        let names: Vec<&str> = head.iter().map(String::as_str).collect();
        let mut sheet = SheetWriter::new("figures", &names, made)?;
        self.lines(&head).iter().try_for_each(|line| sheet.write(line))?;
        let mut bytes = Vec::new();
        sheet.finish()?.read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}

/// Goals by their numbers, editions the latest first, everything else the most frequent first; what is not stated at the end.
fn in_order(facet: Facet, mut values: Vec<Value>) -> Vec<Value> {
    values.sort_by(|a, b| match facet {
        Facet::Sdg => a.value.parse::<u32>().ok().cmp(&b.value.parse().ok()),
        Facet::Edition => b.value.cmp(&a.value),
        _ => b.count.cmp(&a.count).then_with(|| a.label.cmp(&b.label)),
    });
    values.sort_by_key(|value| value.value == NOT_STATED);
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stand_in_their_own_order_and_what_is_not_stated_at_the_end() {
        for (facet, given, order) in [
            (Facet::Sdg, vec![("11", 5), ("none", 9), ("2", 1)], ["2", "11", "none"]),
            (Facet::Edition, vec![("2018", 5), ("2020", 1), ("none", 3)], ["2020", "2018", "none"]),
            (Facet::Country, vec![("none", 9), ("DE", 2), ("FR", 4)], ["FR", "DE", "none"]),
        ] {
            let value =
                |(value, count): (&str, u64)| Value { value: value.into(), label: value.into(), count };
            let values = in_order(facet, given.into_iter().map(value).collect());
            assert_eq!(values.iter().map(|value| value.value.as_str()).collect::<Vec<_>>(), order);
        }
    }
}
