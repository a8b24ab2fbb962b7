//! Files given to the library: received part by part, looked at, read as their mapping says.

use crate::remember::{ImportReport, RefusedRow};
use crate::{Caller, Engine, Error, Result};
use kapok_access::Action;
use kapok_base::{ImportId, MappingId, Refusal, Version};
use kapok_library::mapping::{Mapping, columns_of, guess};
use kapok_library::{ReadRow, read_row};
use kapok_store::imports::{self, ImportFile, Run, SampleRow, SavedMapping, State};
use kapok_tabular::{BrokenFile, Format};
use serde_json::Value;
use std::path::{Path, PathBuf};
use tokio::fs::File;
use tokio::io::AsyncWriteExt;

/// The largest file taken, in bytes.
const LARGEST: u64 = 200 << 20;
/// First rows that are kept to look at, and how much of them.
const SAMPLE: usize = 50;
const SAMPLE_BYTES: usize = 400_000;
const SAMPLE_TEXT: usize = 2000;
/// First rows that are shown as cases.
const PREVIEWED: usize = 5;
/// Files that a list shows.
const LISTED: u64 = 100;

/// A file on its way in. What is not finished is gone when this is dropped.
#[derive(Debug)]
pub struct Receiving {
    file: File,
    path: PathBuf,
    bytes: u64,
}

impl Receiving {
    /// Takes the next part.
    ///
    /// # Errors
    /// `import_file_too_large` beyond 200 MB.
    pub async fn take(&mut self, part: &[u8]) -> Result<()> {
        self.bytes += part.len() as u64;
        if self.bytes > LARGEST {
            let megabytes = i64::try_from(LARGEST >> 20).unwrap_or(i64::MAX);
            return Err(Refusal::invalid("import_file_too_large")
                .at("/file")
                .with("limit", megabytes)
                .into());
        }
        self.file.write_all(part).await.map_err(unwritten)
    }
}

impl Drop for Receiving {
    fn drop(&mut self) {
        // After it was kept there is nothing under this name any more.
        let _ = std::fs::remove_file(&self.path);
    }
}

/// A file with what came of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Import {
    /// The file and how it is read.
    pub file: ImportFile,
    /// What came of the last run so far.
    pub report: Option<ImportReport>,
}

/// One of the first rows as it would become a case.
#[derive(Clone, Debug, PartialEq)]
pub struct Previewed {
    /// Its line or row number.
    pub line: u64,
    /// The case, or why it cannot be one.
    pub read: std::result::Result<ReadRow, RefusedRow>,
}

impl Import {
    fn of(file: ImportFile) -> Self {
        let report = file.report.as_deref().and_then(|report| serde_json::from_str(report).ok());
        Self { file, report }
    }

    /// Whether something happens with it at the moment.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        matches!(self.file.state, State::Queued | State::Running)
    }
}

impl Engine {
    pub(crate) fn imports_folder(&self) -> PathBuf {
        self.config.data.join("imports")
    }

    /// Begins to receive a file.
    ///
    /// # Errors
    /// A denial, or a disk that cannot be written.
    pub async fn begin_import(&self, caller: &Caller) -> Result<Receiving> {
        self.permit(caller, Action::ImportCases)?;
        let folder = self.imports_folder();
        tokio::fs::create_dir_all(&folder).await.map_err(unwritten)?;
        let name: ImportId = self.store.ids().secret_id();
        let path = folder.join(format!("{name}.part"));
        let file = File::create(&path).await.map_err(unwritten)?;
        Ok(Receiving { file, path, bytes: 0 })
    }

    /// Keeps a file that was received whole, with a guess at what its columns are.
    ///
    /// # Errors
    /// `import_file_unknown_form`, `import_file_empty`, `file_unreadable`, `file_too_large_unpacked`, `file_without_sheet`.
    pub async fn receive_import(
        &self,
        caller: &Caller,
        mut received: Receiving,
        file_name: &str,
    ) -> Result<Import> {
        let permit = self.permit(caller, Action::ImportCases)?;
        received.file.flush().await.map_err(unwritten)?;
        received.file.sync_all().await.map_err(unwritten)?;
        let name = plain_name(file_name);
        let looked = looked_into(received.path.clone(), None).await?;
        let now = self.store.now();
        let file = ImportFile {
            id: self.store.ids().ordered_id(now),
            mapping: guess(&columns_of(looked.sample.iter().map(|row| &row.values)), stem(&name)).mapping,
            file_name: name,
            format: looked.format.as_str().to_owned(),
            sheets: looked.sheets,
            sheet: None,
            bytes: i64::try_from(received.bytes).unwrap_or(i64::MAX),
            sample: looked.sample,
            state: State::Ready,
            run: None,
            report: None,
            fault: None,
            created_by: permit.actor().person(),
            created_at: now,
            updated_at: now,
            version: Version::FIRST,
        };
        let kept = self.imports_folder().join(file.id.to_string());
        tokio::fs::rename(&received.path, &kept).await.map_err(unwritten)?;
        let new = file.clone();
        let written = self.store.write(move |tx| {
            let new = new.clone();
            async move { Ok::<_, Error>(imports::create(&tx, &new).await?) }
        });
        if let Err(error) = written.await {
            let _ = tokio::fs::remove_file(&kept).await;
            return Err(error);
        }
        Ok(Import::of(file))
    }

    /// One's files, the newest first; an administrator's are everybody's.
    ///
    /// # Errors
    /// A denial.
    pub async fn list_imports(&self, caller: &Caller) -> Result<Vec<Import>> {
        let permit = self.permit(caller, Action::SeeImports)?;
        let files = imports::list(&self.store.read(), &permit, LISTED).await?;
        Ok(files.into_iter().map(Import::of).collect())
    }

    /// One of one's files.
    ///
    /// # Errors
    /// A denial, or that there is none.
    pub async fn get_import(&self, caller: &Caller, id: ImportId) -> Result<Import> {
        let permit = self.permit(caller, Action::SeeImports)?;
        let file = imports::find(&self.store.read(), &permit, id).await?;
        file.map(Import::of).ok_or(Error::NotFound)
    }

    /// The first rows as they would become cases.
    #[must_use]
    pub fn preview_import(&self, import: &Import) -> Vec<Previewed> {
        let rows = import.file.sample.iter().take(PREVIEWED);
        rows.map(|row| {
            let read = read_row(import.file.mapping.apply(row.values.clone()), &self.library.themes);
            Previewed { line: row.line, read: read.map_err(|refusal| RefusedRow::of(row.line, &refusal)) }
        })
        .collect()
    }

    /// Changes how a file is read. Another sheet is guessed at anew unless a mapping comes with it.
    ///
    /// # Errors
    /// `mapping_field_unknown`, `mapping_field_twice`, `file_without_sheet`, `import_busy`, `import_done`.
    pub async fn change_import(
        &self,
        caller: &Caller,
        id: ImportId,
        version: Version,
        sheet: Option<String>,
        mapping: Option<Mapping>,
    ) -> Result<Import> {
        self.permit(caller, Action::ImportCases)?;
        let mut import = self.get_import(caller, id).await?;
        idle(&import)?;
        if let Some(sheet) = sheet.filter(|sheet| import.file.sheet.as_ref() != Some(sheet)) {
            let path = self.imports_folder().join(id.to_string());
            let looked = looked_into(path, Some(sheet.clone())).await?;
            let columns = columns_of(looked.sample.iter().map(|row| &row.values));
            import.file.mapping = guess(&columns, stem(&import.file.file_name)).mapping;
            import.file.sample = looked.sample;
            import.file.sheet = Some(sheet);
        }
        if let Some(mapping) = mapping {
            mapping.check()?;
            import.file.mapping = mapping;
        }
        import.file.version = version;
        self.save_import(import.file).await
    }

    /// Has a file tried or imported in the background.
    ///
    /// # Errors
    /// `import_busy`, `import_done`.
    pub async fn start_import(
        &self,
        caller: &Caller,
        id: ImportId,
        version: Version,
        run: Run,
    ) -> Result<Import> {
        self.permit(caller, Action::ImportCases)?;
        let mut file = idle(&self.get_import(caller, id).await?)?.clone();
        file.version = version;
        (file.state, file.run, file.report, file.fault) = (State::Queued, Some(run), None, None);
        let import = self.save_import(file).await?;
        self.library.importing.notify_one();
        Ok(import)
    }

    async fn save_import(&self, file: ImportFile) -> Result<Import> {
        let saved = self.store.write(move |tx| {
            let file = file.clone();
            async move {
                let version = imports::save(&tx, &file).await?;
                Ok::<_, Error>(ImportFile { version, ..file })
            }
        });
        Ok(Import::of(saved.await?))
    }

    /// Forgets a file and what came of it; its cases stay.
    ///
    /// # Errors
    /// `import_busy`.
    pub async fn remove_import(&self, caller: &Caller, id: ImportId) -> Result<()> {
        self.permit(caller, Action::ImportCases)?;
        let import = self.get_import(caller, id).await?;
        if import.is_busy() {
            return Err(Refusal::state("import_busy").into());
        }
        self.store.write(move |tx| async move { Ok::<_, Error>(imports::remove(&tx, id).await?) }).await?;
        let _ = tokio::fs::remove_file(self.imports_folder().join(id.to_string())).await;
        Ok(())
    }

    /// The mappings kept under names.
    ///
    /// # Errors
    /// A denial.
    pub async fn saved_mappings(&self, caller: &Caller) -> Result<Vec<SavedMapping>> {
        let permit = self.permit(caller, Action::SeeImports)?;
        Ok(imports::mappings(&self.store.read(), &permit).await?)
    }

    /// Keeps a mapping under a name, in the place of one that had it.
    ///
    /// # Errors
    /// `required` without a name, `too_long` with one beyond 100 characters, and what is wrong with the mapping.
    pub async fn save_mapping(&self, caller: &Caller, name: &str, mapping: Mapping) -> Result<()> {
        let permit = self.permit(caller, Action::ImportCases)?;
        let name = name.trim().to_owned();
        if name.is_empty() {
            return Err(Refusal::invalid("required").at("/name").into());
        }
        if name.chars().count() > 100 {
            return Err(Refusal::invalid("too_long").at("/name").with("limit", 100_i64).into());
        }
        mapping.check()?;
        let written = self.store.write(move |tx| {
            let (permit, name, mapping) = (permit.clone(), name.clone(), mapping.clone());
            async move { Ok::<_, Error>(imports::put_mapping(&tx, &permit, &name, &mapping).await?) }
        });
        written.await
    }

    /// Forgets a saved mapping.
    ///
    /// # Errors
    /// A denial, or that there is none.
    pub async fn remove_mapping(&self, caller: &Caller, id: MappingId) -> Result<()> {
        let permit = self.permit(caller, Action::ImportCases)?;
        let removed = self.store.write(move |tx| {
            let permit = permit.clone();
            async move { Ok::<_, Error>(imports::remove_mapping(&tx, &permit, id).await?) }
        });
        if removed.await? { Ok(()) } else { Err(Error::NotFound) }
    }
}

/// The file, when nothing happens with it and it is still to be imported.
fn idle(import: &Import) -> Result<&ImportFile> {
    match import.file.state {
        State::Queued | State::Running => Err(Refusal::state("import_busy").into()),
        State::Done => Err(Refusal::state("import_done").into()),
        State::Ready | State::Failed => Ok(&import.file),
    }
}

/// What a look into a file tells.
struct Looked {
    format: Format,
    sheets: Vec<String>,
    sample: Vec<SampleRow>,
}

async fn looked_into(path: PathBuf, sheet: Option<String>) -> Result<Looked> {
    let looked = tokio::task::spawn_blocking(move || look_into(&path, sheet.as_deref())).await;
    looked.map_err(|error| Error::Internal(error.to_string()))?
}

fn look_into(path: &Path, sheet: Option<&str>) -> Result<Looked> {
    let file = std::fs::File::open(path).map_err(unwritten)?;
    let format = Format::of_content(file).ok().flatten();
    let format = format.ok_or_else(|| Refusal::invalid("import_file_unknown_form").at("/file"))?;
    let sheets = match format {
        Format::Xlsx => kapok_tabular::sheets(path).map_err(broken)?,
        _ => Vec::new(),
    };
    let mut sample = Vec::new();
    let mut bytes = 0;
    let mut rows = 0;
    for row in kapok_tabular::open(path, format, sheet).map_err(broken)?.take(10 * SAMPLE) {
        rows += 1;
        let Ok(values) = row.values else { continue };
        let values = values.into_iter().take(500).map(|(column, value)| (column, shortened(value))).collect();
        let row = SampleRow { line: row.line, values };
        bytes += row.values.values().map(|value| value.as_str().map_or(20, str::len)).sum::<usize>();
        sample.push(row);
        if sample.len() >= SAMPLE || bytes > SAMPLE_BYTES {
            break;
        }
    }
    if rows == 0 {
        return Err(Refusal::invalid("import_file_empty").at("/file").into());
    }
    Ok(Looked { format, sheets, sample })
}

pub(crate) fn broken(broken: BrokenFile) -> Error {
    Refusal::invalid(broken.code).at("/file").with("value", broken.detail).into()
}

fn shortened(value: Value) -> Value {
    let cut = |text: String| match text.char_indices().nth(SAMPLE_TEXT) {
        Some((end, _)) => text.get(..end).unwrap_or_default().to_owned(),
        None => text,
    };
    match value {
        Value::String(text) => Value::String(cut(text)),
        Value::Array(_) | Value::Object(_) => {
            let text = value.to_string();
            if text.len() > 4 * SAMPLE_TEXT { Value::String(cut(text)) } else { value }
        }
        plain => plain,
    }
}

/// The last part of a path, as it may be shown: at most 200 characters, nothing that controls.
fn plain_name(given: &str) -> String {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = last.chars().filter(|c| !c.is_control()).take(200).collect();
    if name.trim().is_empty() { "cases".to_owned() } else { name.trim().to_owned() }
}

/// A file's name without its endings: what its collection is called until somebody says better.
fn stem(name: &str) -> &str {
    let name = name.strip_suffix(".gz").unwrap_or(name);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem).trim()
}

fn unwritten(error: std::io::Error) -> Error {
    Error::Internal(format!("the folder for imports: {error}"))
}
