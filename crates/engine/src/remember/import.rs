//! Importing cases: rows come in batches, each batch is one unit of work; a row that cannot be read is refused alone.

use crate::remember::duplicates::{self, Duplicate, Known};
use crate::remember::hex;
use crate::{Caller, Engine, Error, Result};
use kapok_access::{Action, Permit};
use kapok_base::{CaseId, Locale, Refusal, Version};
use kapok_library::{CaseVersion, Origin, WarningCode, read_row};
use kapok_store::cases::{self, CaseRecord};
use kapok_store::ledger::Event;
use kapok_store::{StoreError, Tx};
use kapok_tabular::Row;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;
use uuid::Uuid;

/// Rows in one unit of work.
const BATCH: usize = 100;
/// Refused rows that a report names; more are counted only.
const MOST_NAMED: usize = 10_000;

/// What an import did. Counts are of rows, each of which is one language version of a case.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ImportReport {
    /// Rows read.
    pub read: u64,
    /// New cases, and new language versions of known ones.
    pub created: u64,
    /// Known language versions that have changed.
    pub updated: u64,
    /// Known language versions that have not.
    pub unchanged: u64,
    /// Rows refused.
    pub refused: u64,
    /// The refused rows, the first ten thousand.
    pub refusals: Vec<RefusedRow>,
    /// How often something could not be resolved and was kept as given.
    pub warnings: BTreeMap<WarningCode, u64>,
    /// Rows that may tell of the same as an earlier row or a case of the library.
    pub alike: u64,
    /// Those rows, the first thousand: proposals, nothing was merged.
    pub duplicates: Vec<Duplicate>,
}

/// A row that was refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedRow {
    /// The line on which it begins, from 1.
    pub line: u64,
    /// The stable name of the reason.
    pub code: String,
    /// What is wrong, for people who know files.
    pub detail: String,
    /// The value that is wrong, or the limit that it breaks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

impl RefusedRow {
    pub(crate) fn of(line: u64, refusal: &Refusal) -> Self {
        let value = refusal.values.get("value").or(refusal.values.get("limit")).map(|value| match value {
            kapok_base::Value::Text(text) => text.chars().take(200).collect(),
            kapok_base::Value::Number(number) => number.to_string(),
        });
        let pointer = refusal.pointer.clone().unwrap_or_default();
        let detail = value.as_ref().map_or(pointer.clone(), |value| format!("{pointer}: {value}"));
        Self { line, code: refusal.code.to_owned(), detail, value }
    }

    /// What is wrong, and how to mend it, in a language.
    #[must_use]
    pub fn words(&self, locale: Locale) -> (String, String) {
        let key = self.code.replace('_', "-");
        let value = self.value.clone().unwrap_or_default();
        let args = [("value", value.clone().into()), ("limit", value.into())];
        let mend = format!("mend-{key}");
        let mend = if kapok_words::exists(Locale::En, &mend) { mend } else { "mend-other".to_owned() };
        (kapok_words::say(locale, &format!("refusal-{key}"), &args), kapok_words::say(locale, &mend, &[]))
    }
}

impl ImportReport {
    fn refuse(&mut self, row: RefusedRow) {
        self.refused += 1;
        if self.refusals.len() < MOST_NAMED {
            self.refusals.push(row);
        }
    }
}

/// What one batch came to.
#[derive(Clone, Debug, Default)]
struct Outcome {
    created: u64,
    updated: u64,
    unchanged: u64,
    refused: Vec<(u64, &'static str)>,
}

/// How a batch ends: a dry run must undo what it tried.
enum Ended {
    Failed(Error),
    Tried(Outcome),
}

impl From<StoreError> for Ended {
    fn from(error: StoreError) -> Self {
        Self::Failed(error.into())
    }
}

/// A row that was read, with its line.
type Numbered = (u64, CaseVersion);

impl Engine {
    /// Loads cases; `told` hears the report so far after each batch. A dry run reports what would happen and writes nothing.
    ///
    /// # Errors
    /// A denial, or a fault of the database; batches before it stay written, and importing the file again goes on from there.
    pub async fn import_cases(
        &self,
        caller: &Caller,
        rows: impl Iterator<Item = Row>,
        dry_run: bool,
        mut told: impl FnMut(&ImportReport),
    ) -> Result<ImportReport> {
        let permit = self.permit(caller, Action::ImportCases)?;
        let run: Uuid = self.store.ids().ordered_id(self.clock.now());
        let mut known = self.known_cases(&permit).await?;
        let mut report = ImportReport::default();
        let mut batch: Vec<Numbered> = Vec::with_capacity(BATCH);
        for row in rows {
            report.read += 1;
            self.read_into(row, &mut batch, &mut known, &mut report);
            if batch.len() >= BATCH {
                self.import_batch(&permit, run, std::mem::take(&mut batch), dry_run, &mut report).await?;
                told(&report);
            }
        }
        self.import_batch(&permit, run, batch, dry_run, &mut report).await?;
        told(&report);
        report.refusals.sort_by_key(|refused| refused.line);
        Ok(report)
    }

    fn read_into(&self, row: Row, batch: &mut Vec<Numbered>, known: &mut Known, report: &mut ImportReport) {
        let line = row.line;
        let values = match row.values {
            Ok(values) => values,
            Err(broken) => {
                let (code, detail) = (broken.code.to_owned(), broken.detail);
                return report.refuse(RefusedRow { line, code, detail, value: None });
            }
        };
        match read_row(values, &self.library.themes) {
            Ok(read) => {
                for warning in read.warnings {
                    *report.warnings.entry(warning.code).or_default() += 1;
                }
                if let Some(duplicate) = known.meet(line, &read.version) {
                    duplicates::name(duplicate, &mut report.duplicates, &mut report.alike);
                }
                batch.push((line, read.version));
            }
            Err(refusal) => report.refuse(RefusedRow::of(line, &refusal)),
        }
    }

    async fn import_batch(
        &self,
        permit: &Permit,
        run: Uuid,
        batch: Vec<Numbered>,
        dry_run: bool,
        report: &mut ImportReport,
    ) -> Result<()> {
        if batch.is_empty() {
            return Ok(());
        }
        let batch = Arc::new(batch);
        let permit = permit.clone();
        let ended = self.store.write(move |tx| {
            let (permit, batch) = (permit.clone(), Arc::clone(&batch));
            async move {
                let outcome = merge(&tx, &permit, run, &batch).await.map_err(Ended::Failed)?;
                if dry_run { Err(Ended::Tried(outcome)) } else { Ok(outcome) }
            }
        });
        let outcome = match ended.await {
            Ok(outcome) | Err(Ended::Tried(outcome)) => outcome,
            Err(Ended::Failed(error)) => return Err(error),
        };
        report.created += outcome.created;
        report.updated += outcome.updated;
        report.unchanged += outcome.unchanged;
        for (line, code) in outcome.refused {
            report.refuse(RefusedRow { line, code: code.to_owned(), detail: String::new(), value: None });
        }
        Ok(())
    }
}

/// Brings a batch together with what is kept, and writes what differs.
async fn merge(tx: &Tx, permit: &Permit, run: Uuid, batch: &[Numbered]) -> Result<Outcome> {
    let keys: BTreeSet<(String, String)> = batch.iter().map(|(_, version)| key(version)).collect();
    let keys: Vec<_> = keys.into_iter().collect();
    let mut known = cases::of_keys(tx, permit, &keys).await?;
    let mut outcome = Outcome::default();
    let mut new: Vec<(String, String)> = Vec::new();
    let mut changed: BTreeSet<(String, String)> = BTreeSet::new();
    let mut events: Vec<Value> = Vec::new();
    for (line, version) in batch {
        let key = key(version);
        let record = match known.get_mut(&key) {
            Some(record) => record,
            None => {
                new.push(key.clone());
                known.entry(key.clone()).or_insert_with(|| empty(tx, version))
            }
        };
        match put(record, version) {
            Ok(Put::Unchanged) => outcome.unchanged += 1,
            Ok(put) => {
                match put {
                    Put::Created => outcome.created += 1,
                    _ => outcome.updated += 1,
                }
                events.push(
                    json!({ "case": record.id, "lang": version.language, "sha256": hex(&version.hash().0) }),
                );
                changed.insert(key);
            }
            Err(code) => outcome.refused.push((*line, code)),
        }
    }
    write(tx, &mut known, &new, &changed).await?;
    if !events.is_empty() {
        let event = Event::new("cases_imported", run).data(json!({ "versions": events }));
        tx.record(permit.actor(), event).await?;
    }
    Ok(outcome)
}

async fn write(
    tx: &Tx,
    known: &mut HashMap<(String, String), CaseRecord>,
    new: &[(String, String)],
    changed: &BTreeSet<(String, String)>,
) -> Result<()> {
    let created: Vec<CaseRecord> = new.iter().filter_map(|key| known.remove(key)).collect();
    cases::create(tx, &created).await?;
    for key in changed {
        if let Some(record) = known.get(key) {
            cases::save(tx, record).await?;
        }
    }
    Ok(())
}

enum Put {
    Created,
    Updated,
    Unchanged,
}

/// Puts a language version into its case.
fn put(record: &mut CaseRecord, version: &CaseVersion) -> std::result::Result<Put, &'static str> {
    if record.tombstone.is_some() {
        return Err("case_withdrawn");
    }
    if record.origin != Origin::Import {
        return Err("case_of_entry");
    }
    match record.versions.iter_mut().find(|kept| kept.language == version.language) {
        Some(kept) if kept.hash() == version.hash() => Ok(Put::Unchanged),
        Some(kept) => {
            *kept = version.clone();
            Ok(Put::Updated)
        }
        None => {
            record.versions.push(version.clone());
            Ok(Put::Created)
        }
    }
}

fn empty(tx: &Tx, version: &CaseVersion) -> CaseRecord {
    CaseRecord {
        id: tx.new_id::<CaseId>(),
        source: version.source.clone(),
        source_id: version.source_id.clone(),
        origin: Origin::Import,
        entity: None,
        versions: Vec::new(),
        tombstone: None,
        created_at: tx.now(),
        updated_at: tx.now(),
        version: Version::FIRST,
    }
}

fn key(version: &CaseVersion) -> (String, String) {
    (version.source.clone(), version.source_id.clone())
}
