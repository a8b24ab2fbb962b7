//! Files tried and imported in the background, one after another, with their progress written down every second.
//!
//! Importing a file again goes on from where it broke off, so what another start left behind is simply run again.

use crate::remember::ImportReport;
use crate::remember::import_files::broken;
use crate::{Caller, Engine, Error, Result};
use kapok_base::{ImportId, Instant, PersonId};
use kapok_store::grants;
use kapok_store::imports::{self, ImportFile, Run, State};
use kapok_tabular::{Format, Row, Rows};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

/// How often progress is written down.
const NOTED: Duration = Duration::from_secs(1);
/// Without a sign of life for so long, in microseconds, a run was left behind.
const SILENT: i64 = 2 * 60 * 1_000_000;
/// How long nothing need ring before waiting files are looked for all the same.
const PATIENCE: Duration = Duration::from_secs(10);

impl Engine {
    /// Starts the task that imports what waits; it ends when the engine is dropped.
    pub(crate) fn start_importing(self: &Arc<Self>) {
        let engine: Weak<Self> = Arc::downgrade(self);
        let bell = Arc::clone(&self.library.importing);
        tokio::spawn(async move {
            if let Some(engine) = engine.upgrade() {
                engine.forget_unfinished().await;
            }
            while let Some(engine) = engine.upgrade() {
                if let Err(error) = engine.import_queued().await {
                    tracing::error!(%error, "waiting imports could not be looked for");
                }
                drop(engine);
                let _ = tokio::time::timeout(PATIENCE, bell.notified()).await;
            }
        });
    }

    /// Files of which only a part came in before the last end.
    async fn forget_unfinished(&self) {
        let Ok(mut files) = tokio::fs::read_dir(self.imports_folder()).await else { return };
        while let Ok(Some(file)) = files.next_entry().await {
            if file.path().extension().is_some_and(|ending| ending == "part") {
                let _ = tokio::fs::remove_file(file.path()).await;
            }
        }
    }

    /// Tries or imports every file that waits and lies in this process's folder; how many there were.
    ///
    /// # Errors
    /// When the database cannot be asked. What goes wrong with a file is noted at the file.
    pub async fn import_queued(&self) -> Result<usize> {
        let silent = Instant::from_micros(self.store.now().as_micros() - SILENT);
        let mut done = 0;
        for file in imports::queued(&self.store.read(), silent).await? {
            let path = self.imports_folder().join(file.id.to_string());
            if !tokio::fs::try_exists(&path).await.unwrap_or(false) {
                continue;
            }
            let id = file.id;
            let claimed = self
                .store
                .write(move |tx| async move { Ok::<_, Error>(imports::claim(&tx, id, silent).await?) })
                .await?;
            if claimed {
                self.run_import(file).await?;
                done += 1;
            }
        }
        Ok(done)
    }

    async fn run_import(&self, file: ImportFile) -> Result<()> {
        let (id, run) = (file.id, file.run.unwrap_or(Run::Trial));
        let (state, report, fault) = match self.read_whole(file, run).await {
            Ok(report) if run == Run::Import => (State::Done, written(&report), None),
            Ok(report) => (State::Ready, written(&report), None),
            Err(error) => {
                tracing::warn!(import = %id, %error, "an import broke off");
                (State::Failed, None, Some(code(&error)))
            }
        };
        let is_done = state == State::Done;
        self.note_import(id, state, report, fault).await?;
        if is_done {
            // The cases are in; the file may hold what is nobody's business here.
            let _ = tokio::fs::remove_file(self.imports_folder().join(id.to_string())).await;
        }
        Ok(())
    }

    async fn read_whole(&self, file: ImportFile, run: Run) -> Result<ImportReport> {
        let caller = self.importer(file.created_by).await?;
        let (id, mapping) = (file.id, file.mapping.clone());
        let rows = self.rows_of(file).await?;
        let rows = rows.map(|row| Row { values: row.values.map(|values| mapping.apply(values)), ..row });
        let so_far: Mutex<Option<String>> = Mutex::new(None);
        let told = |report: &ImportReport| {
            let counts = ImportReport { refusals: Vec::new(), duplicates: Vec::new(), ..report.clone() };
            *so_far.lock().unwrap_or_else(PoisonError::into_inner) = written(&counts);
        };
        let mut reading = std::pin::pin!(self.import_cases(&caller, rows, run == Run::Trial, told));
        loop {
            tokio::select! {
                report = &mut reading => return report,
                () = tokio::time::sleep(NOTED) => {
                    let report = so_far.lock().unwrap_or_else(PoisonError::into_inner).clone();
                    self.note_import(id, State::Running, report, None).await?;
                }
            }
        }
    }

    /// Whoever gave the file, with the rights that they have now.
    async fn importer(&self, person: Option<PersonId>) -> Result<Caller> {
        match person {
            None => Ok(Caller::system()),
            Some(person) => Ok(Caller::person(person, grants::of_person(&self.store.read(), person).await?)),
        }
    }

    async fn rows_of(&self, file: ImportFile) -> Result<Rows> {
        let path = self.imports_folder().join(file.id.to_string());
        let opened = tokio::task::spawn_blocking(move || {
            let format = Format::named(&file.format).unwrap_or(Format::Csv);
            kapok_tabular::open(&path, format, file.sheet.as_deref())
        });
        opened.await.map_err(|error| Error::Internal(error.to_string()))?.map_err(broken)
    }

    async fn note_import(
        &self,
        id: ImportId,
        state: State,
        report: Option<String>,
        fault: Option<String>,
    ) -> Result<()> {
        let noted = self.store.write(move |tx| {
            let (report, fault) = (report.clone(), fault.clone());
            async move { Ok::<_, Error>(imports::note(&tx, id, state, report, fault).await?) }
        });
        noted.await
    }

    /// Waits until nothing happens with a file any more, at most so long.
    pub async fn await_import(&self, caller: &Caller, id: ImportId, most: Duration) {
        let begun = tokio::time::Instant::now();
        while begun.elapsed() < most {
            match self.get_import(caller, id).await {
                Ok(import) if import.is_busy() => tokio::time::sleep(Duration::from_millis(50)).await,
                _ => return,
            }
        }
    }
}

fn written(report: &ImportReport) -> Option<String> {
    serde_json::to_string(report).ok()
}

/// The stable name of why reading broke off.
fn code(error: &Error) -> String {
    match error {
        Error::Refused(refusal) => refusal.code.to_owned(),
        Error::Busy => "busy".to_owned(),
        Error::SignInNeeded | Error::Forbidden | Error::ReadOnlyToken => "forbidden".to_owned(),
        _ => "internal".to_owned(),
    }
}
