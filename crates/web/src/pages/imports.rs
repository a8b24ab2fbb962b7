//! Importing cases: a file is given, what its columns are is looked at and changed, it is tried, then imported.

use super::Page;
use super::choices::choice;
use crate::app::App;
use crate::extract::{Id, upload};
use crate::fault::Answer;
use crate::flash::{Flash, go};
use crate::form::{Choice, Form};
use crate::labels;
use crate::routes::Routes;
use crate::view::View;
use askama::Template;
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use kapok_access::{Action, permit};
use kapok_base::{ImportId, MappingId, Version};
use kapok_engine::Error;
use kapok_engine::remember::{
    Duplicate, Import, ImportReport, ImportState, Other, Previewed, Run, SavedMapping,
};
use kapok_library::mapping::{
    Column, FIELDS, FROM_CONTENT, FURTHER, IGNORE, LISTS, Mapping, SECTION, columns_of,
};
use std::time::Duration;

/// Refused rows and proposals that a page shows.
const SHOWN: usize = 100;
/// How long a page waits for a small file, so that most need no second look.
const WORTH_WAITING: Duration = Duration::from_millis(1500);

pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get("/library/import", Action::SeeImports, index)
        .post("/library/import", Action::ImportCases, receive)
        .get("/library/import/{id}", Action::SeeImports, show)
        .post("/library/import/{id}", Action::ImportCases, act)
        .post("/library/import/{id}/removal", Action::ImportCases, remove)
        .post("/library/import-mappings/{id}/removal", Action::ImportCases, remove_mapping)
}

#[derive(Template)]
#[template(path = "imports/index.html")]
struct IndexPage {
    view: View,
    form: Form,
    imports: Vec<Import>,
    mappings: Vec<SavedMapping>,
}

impl IndexPage {
    async fn new(app: &App, view: View, form: Form) -> Answer<Self> {
        let imports = app.engine().list_imports(&view.caller).await?;
        let mappings = app.engine().saved_mappings(&view.caller).await?;
        Ok(Self { view, form, imports, mappings })
    }

    fn state(&self, import: &Import) -> (&'static str, String) {
        state(&self.view, import)
    }

    fn read(&self, import: &Import) -> String {
        import.report.as_ref().map(|report| self.view.number(report.read)).unwrap_or_default()
    }
}

/// Colour and words of where a file stands.
fn state(view: &View, import: &Import) -> (&'static str, String) {
    match import.file.state {
        ImportState::Ready if import.report.is_some() => ("info", view.say("imports-state-tried")),
        ImportState::Ready => ("", view.say("imports-state-ready")),
        ImportState::Queued => ("accent", view.say("imports-state-queued")),
        ImportState::Running => ("accent", view.say("imports-state-running")),
        ImportState::Done => ("good", view.say("imports-state-done")),
        ImportState::Failed => ("bad", view.say("imports-state-failed")),
    }
}

async fn index(State(app): State<App>, view: View) -> Answer {
    Ok(Page(IndexPage::new(&app, view, Form::empty()).await?).into_response())
}

async fn receive(State(app): State<App>, view: View, request: Request) -> Answer {
    match upload::form(&app, &view, request).await {
        Ok(import) => Ok(Flash::good("imports-received").to(&format!("/library/import/{}", import.file.id))),
        Err(fault) => {
            let form = Form::empty().refused(fault, &view)?;
            Ok(Page(IndexPage::new(&app, view, form).await?).refused().into_response())
        }
    }
}

/// A column on the page: its name, the name of its select, some of its values.
struct ShownColumn {
    name: String,
    select: String,
    values: String,
}

/// A refused row in the reader's words.
struct ShownRefusal {
    line: u64,
    wrong: String,
    mend: String,
}

/// One of the first rows in the reader's words.
#[derive(Default)]
struct ShownCase {
    line: u64,
    wrong: Option<(String, String)>,
    title: String,
    entity: String,
    country: String,
    year: String,
    language: String,
    themes: String,
    goals: String,
    text: String,
    further: usize,
}

#[derive(Template)]
#[template(path = "imports/file.html")]
struct FilePage {
    view: View,
    import: Import,
    form: Form,
    columns: Vec<ShownColumn>,
    fields: Vec<Choice>,
    lists: Vec<String>,
    sheets: Vec<Choice>,
    mappings: Vec<Choice>,
    cases: Vec<ShownCase>,
    refusals: Vec<ShownRefusal>,
}

impl FilePage {
    async fn new(app: &App, view: View, import: Import, form: Form) -> Answer<Self> {
        let saved = app.engine().saved_mappings(&view.caller).await?;
        let mappings =
            saved.into_iter().map(|mapping| choice(mapping.id.to_string(), mapping.name)).collect();
        let lists =
            LISTS.iter().filter(|list| import.file.mapping.columns.values().any(|field| field == *list));
        let cases = app.engine().preview_import(&import);
        let refusals = import.report.iter().flat_map(|report| report.refusals.iter().take(SHOWN));
        let refusals = refusals.map(|row| {
            let (wrong, mend) = row.words(view.locale);
            ShownRefusal { line: row.line, wrong, mend }
        });
        Ok(Self {
            columns: columns(&import).iter().enumerate().map(shown).collect(),
            fields: fields(&view),
            lists: lists.map(ToString::to_string).collect(),
            sheets: import.file.sheets.iter().map(|sheet| choice(sheet, sheet)).collect(),
            mappings,
            cases: cases.iter().map(|row| case(app, &view, row)).collect(),
            refusals: refusals.collect(),
            view,
            import,
            form,
        })
    }

    fn state(&self) -> (&'static str, String) {
        state(&self.view, &self.import)
    }

    fn is_open(&self) -> bool {
        matches!(self.import.file.state, ImportState::Ready | ImportState::Failed)
            && permit(&self.view.caller, Action::ImportCases).is_ok()
    }

    fn fault(&self) -> String {
        let known = ["forbidden", "busy", "internal"];
        let code = self.import.file.fault.as_deref().unwrap_or_default();
        let code = known.into_iter().find(|known| *known == code).unwrap_or("file");
        self.view.say(&format!("imports-fault-{code}"))
    }

    fn read_so_far(&self) -> usize {
        self.import.report.as_ref().map_or(0, |report| usize::try_from(report.read).unwrap_or(usize::MAX))
    }

    fn is_trial(&self) -> bool {
        self.import.file.run == Some(Run::Trial)
    }

    fn has_key(&self) -> bool {
        self.import.file.mapping.columns.values().any(|field| field == "id")
    }

    /// The report's counts in the reader's words.
    fn counts(&self, report: &ImportReport) -> Vec<(String, String)> {
        let counts = [
            ("imports-read", report.read),
            ("imports-created", report.created),
            ("imports-updated", report.updated),
            ("imports-unchanged", report.unchanged),
            ("imports-refused", report.refused),
        ];
        counts.into_iter().map(|(key, count)| (self.view.say(key), self.view.number(count))).collect()
    }

    fn warnings(&self, report: &ImportReport) -> Vec<(String, String)> {
        let words = |code: &str| self.view.say(&format!("imports-warning-{}", code.replace('_', "-")));
        report.warnings.iter().map(|(code, count)| (words(code.as_str()), self.view.number(*count))).collect()
    }

    fn duplicates<'a>(&self, report: &'a ImportReport) -> &'a [Duplicate] {
        report.duplicates.get(..SHOWN).unwrap_or(&report.duplicates)
    }

    /// How many of `all` are not among those shown.
    fn more(&self, all: &u64) -> u64 {
        all.saturating_sub(SHOWN as u64)
    }

    /// What a row is like, with its address when it has one.
    fn other(&self, other: &Other) -> (String, Option<String>) {
        match other {
            Other::Line(line) => {
                (self.view.say_one("imports-other-line", "line", self.view.number(*line)), None)
            }
            Other::Case(case) => (self.view.say("imports-other-case"), Some(format!("/cases/{case}"))),
        }
    }
}

fn columns(import: &Import) -> Vec<Column> {
    let mut columns = columns_of(import.file.sample.iter().map(|row| &row.values));
    columns.truncate(300);
    columns
}

fn shown((at, column): (usize, &Column)) -> ShownColumn {
    let values = column.values.iter().take(3).map(|value| beginning(value, 40));
    let values = values.collect::<Vec<_>>().join(" · ");
    ShownColumn { name: column.name.clone(), select: format!("column.{at}"), values }
}

fn beginning(text: &str, characters: usize) -> String {
    match text.char_indices().nth(characters) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

fn fields(view: &View) -> Vec<Choice> {
    let all = [FURTHER, IGNORE, SECTION].into_iter().chain(FIELDS);
    all.map(|field| choice(field, view.say(&format!("imports-field-{}", field.replace('_', "-"))))).collect()
}

fn case(app: &App, view: &View, row: &Previewed) -> ShownCase {
    let read = match &row.read {
        Ok(read) => &read.version,
        Err(refused) => {
            return ShownCase {
                wrong: Some(refused.words(view.locale)),
                line: row.line,
                ..ShownCase::default()
            };
        }
    };
    let facts = &read.facts;
    let given = |key: &str| facts.given.get(key).map(|values| values.join(", ")).unwrap_or_default();
    let country = facts.country.as_deref().map(|code| super::choices::country(view, code));
    let theme = |key: &String| {
        app.engine().themes().get(key).map_or(key.clone(), |theme| view.text(&theme.name).to_owned())
    };
    let separator = view.say("list-separator");
    ShownCase {
        wrong: None,
        title: read.text.title.clone(),
        entity: facts.entity.clone().unwrap_or_default(),
        country: country.unwrap_or_else(|| given("country")),
        year: facts.year.map(|year| year.to_string()).unwrap_or_default(),
        language: labels::language(view.locale, &read.language),
        themes: facts.themes.iter().map(theme).collect::<Vec<_>>().join(&separator),
        goals: facts.sdgs.iter().map(ToString::to_string).collect::<Vec<_>>().join(&separator),
        text: beginning(&read.text.body(), 160),
        further: facts.further.len(),
        line: row.line,
    }
}

/// What the form shows of a mapping.
fn typed(import: &Import) -> Form {
    let mapping = &import.file.mapping;
    let mut form = Form::empty().with("version", import.file.version);
    for (at, column) in columns(import).iter().enumerate() {
        let field = mapping.columns.get(&column.name).map_or(FURTHER, String::as_str);
        form = form.with(&format!("column.{at}"), field);
    }
    for (field, separator) in &mapping.separators {
        form = form.with(&format!("separator.{field}"), separator.replace('\n', "\\n"));
    }
    for (field, value) in &mapping.fixed {
        form = form.with(&format!("fixed.{field}"), value);
    }
    match import.file.sheet.as_ref().or(import.file.sheets.first()) {
        Some(sheet) => form.with("sheet", sheet),
        None => form,
    }
}

/// The mapping that a form says; columns beyond those shown stay as they are.
fn said(import: &Import, form: &Form) -> Mapping {
    let mut mapping = import.file.mapping.clone();
    for (at, column) in columns(import).into_iter().enumerate() {
        if let Some(field) = form.given(&format!("column.{at}")) {
            mapping.columns.insert(column.name, field);
        }
    }
    for list in LISTS {
        // Blanks and line breaks separate too, so nothing is taken off around it.
        match form.value(&format!("separator.{list}")) {
            "" => mapping.separators.remove(list),
            separator => mapping.separators.insert(list.to_owned(), separator.replace("\\n", "\n")),
        };
    }
    for field in ["source", "lang", "licence"] {
        match form.given(&format!("fixed.{field}")) {
            Some(value) => mapping.fixed.insert(field.to_owned(), value),
            None => mapping.fixed.remove(field),
        };
    }
    match mapping.columns.values().any(|field| field == "id") {
        true => mapping.fixed.remove("id"),
        false => mapping.fixed.insert("id".to_owned(), FROM_CONTENT.to_owned()),
    };
    mapping
}

async fn show(State(app): State<App>, view: View, Id(id): Id<ImportId>) -> Answer {
    let import = app.engine().get_import(&view.caller, id).await?;
    let form = typed(&import);
    Ok(Page(FilePage::new(&app, view, import, form).await?).into_response())
}

async fn act(State(app): State<App>, view: View, Id(id): Id<ImportId>, form: Form) -> Answer {
    let import = app.engine().get_import(&view.caller, id).await?;
    match done(&app, &view, &import, &form).await {
        Ok(response) => Ok(response),
        Err(error) => {
            let form = form.refused(error, &view)?;
            Ok(Page(FilePage::new(&app, view, import, form).await?).refused().into_response())
        }
    }
}

async fn done(app: &App, view: &View, import: &Import, form: &Form) -> Result<Response, Error> {
    let (engine, caller, id) = (app.engine(), &view.caller, import.file.id);
    let page = format!("/library/import/{id}");
    let version = Version(form.needed("version")?);
    let shown = import.file.sheet.as_ref().or(import.file.sheets.first());
    let sheet = form.given("sheet").filter(|sheet| shown != Some(sheet));
    let mapping = match form.value("do") {
        "use" => {
            let wanted: MappingId = form.needed("mapping")?;
            let saved = engine.saved_mappings(caller).await?;
            let found = saved.into_iter().find(|mapping| mapping.id == wanted);
            Some(found.ok_or(Error::NotFound)?.mapping)
        }
        _ if sheet.is_some() => None,
        _ => Some(said(import, form)),
    };
    if form.value("do") == "keep" {
        let mapping = mapping.clone().unwrap_or_else(|| import.file.mapping.clone());
        engine.save_mapping(caller, form.value("name"), mapping).await?;
    }
    let changed = engine.change_import(caller, id, version, sheet, mapping).await?;
    let run = match form.value("do") {
        "trial" => Run::Trial,
        "import" => Run::Import,
        "keep" => return Ok(Flash::good("imports-kept").to(&page)),
        _ => return Ok(Flash::info("imports-changed").to(&format!("{page}#first"))),
    };
    engine.start_import(caller, id, changed.file.version, run).await?;
    engine.await_import(caller, id, WORTH_WAITING).await;
    Ok(go(&page))
}

async fn remove(State(app): State<App>, view: View, Id(id): Id<ImportId>, _form: Form) -> Answer {
    app.engine().remove_import(&view.caller, id).await?;
    Ok(Flash::good("imports-forgotten").to("/library/import"))
}

async fn remove_mapping(State(app): State<App>, view: View, Id(id): Id<MappingId>, _form: Form) -> Answer {
    app.engine().remove_mapping(&view.caller, id).await?;
    Ok(Flash::good("imports-mapping-forgotten").to("/library/import"))
}
