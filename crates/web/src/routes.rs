//! Registering routes: each together with the action of the policy table that it is, so that none is unclassified.

use crate::app::App;
use crate::middleware::guard;
use crate::problem::Problem;
use axum::Router;
use axum::handler::Handler;
use axum::middleware::from_fn;
use axum::routing::{MethodRouter, get, post};
use kapok_access::{Action, Who};
use utoipa::openapi::path::{Operation, PathItem};
use utoipa::openapi::security::SecurityRequirement;
use utoipa::openapi::{ContentBuilder, OpenApi, Ref, RefOr, ResponseBuilder};
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouter, UtoipaMethodRouterExt};

/// One registered route, as the policy's matrix test and the auditor read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registered {
    /// `GET`, `POST`, …
    pub method: &'static str,
    /// Its path with its parameters in braces.
    pub path: String,
    /// What it is in the policy table.
    pub action: Action,
    /// Its name in the API document; absent for pages.
    pub operation: Option<String>,
}

/// The routes of the whole installation on their way to becoming a router.
pub struct Routes {
    api: OpenApiRouter<App>,
    pages: Router<App>,
    table: Vec<Registered>,
}

impl Routes {
    /// No routes yet; the API document begins as `document`.
    #[must_use]
    pub fn new(document: OpenApi) -> Self {
        Self { api: OpenApiRouter::with_openapi(document), pages: Router::new(), table: Vec::new() }
    }

    /// One API operation: `.api(Action::ReadLibrary, routes!(get_case))`.
    #[must_use]
    pub fn api(mut self, action: Action, (schemas, mut paths, handler): UtoipaMethodRouter<App>) -> Self {
        for (path, item) in &mut paths.paths {
            for (method, operation) in operations(item) {
                describe(operation, action);
                let (path, operation) = (path.clone(), operation.operation_id.clone());
                self.table.push(Registered { method, path, action, operation });
            }
        }
        let guarded = (schemas, paths, handler).map(|handler| behind(action, handler));
        Self { api: self.api.routes(guarded), ..self }
    }

    /// One page that is read: `.get("/cases/{id}", Action::ReadLibrary, case)`.
    #[must_use]
    pub fn get<H: Handler<T, App>, T: 'static>(self, path: &str, action: Action, handler: H) -> Self {
        self.page("GET", path, action, get(handler))
    }

    /// One form that is sent: `.post("/cases/{id}/withdrawal", Action::EditCases, withdraw)`.
    #[must_use]
    pub fn post<H: Handler<T, App>, T: 'static>(self, path: &str, action: Action, handler: H) -> Self {
        self.page("POST", path, action, post(handler))
    }

    fn page(mut self, method: &'static str, path: &str, action: Action, handler: MethodRouter<App>) -> Self {
        self.table.push(Registered { method, path: path.to_owned(), action, operation: None });
        Self { pages: self.pages.route(path, behind(action, handler)), ..self }
    }

    /// The router, the API document and the table of what was registered.
    pub fn finish(self) -> (Router<App>, OpenApi, Vec<Registered>) {
        let (api, document) = self.api.split_for_parts();
        (api.merge(self.pages), document, self.table)
    }
}

fn behind(action: Action, handler: MethodRouter<App>) -> MethodRouter<App> {
    handler.route_layer(from_fn(move |request, next| guard(action, request, next)))
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = (&'static str, &mut Operation)> {
    let all = [
        ("GET", item.get.as_mut()),
        ("PUT", item.put.as_mut()),
        ("POST", item.post.as_mut()),
        ("PATCH", item.patch.as_mut()),
        ("DELETE", item.delete.as_mut()),
    ];
    all.into_iter().filter_map(|(method, operation)| Some((method, operation?)))
}

/// Adds to an operation's document who may ask for it and how every refusal looks.
fn describe(operation: &mut Operation, action: Action) {
    let open = action.allowed().contains(&Who::Anyone);
    if !open {
        let schemes = ["token", "session"].map(|name| SecurityRequirement::new(name, Vec::<String>::new()));
        operation.security = Some(schemes.to_vec());
    }
    let who: Vec<&str> = action.allowed().iter().map(|who| name(*who)).collect();
    let said = operation.description.take().map(|said| said + "\n\n").unwrap_or_default();
    operation.description = Some(format!("{said}For: {}.", who.join(", ")));
    let content = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
    let refusal = ResponseBuilder::new().description("A problem (RFC 9457)");
    let refusal = refusal.content("application/problem+json", content).build();
    operation.responses.responses.insert("default".to_owned(), RefOr::T(refusal));
}

fn name(who: Who) -> &'static str {
    match who {
        Who::Anyone => "everybody",
        Who::SignedIn => "everybody who has signed in",
        Who::Holder(role) => role.as_str(),
    }
}

/// The schemas that every operation's document refers to.
#[derive(utoipa::OpenApi)]
#[openapi(components(schemas(Problem)))]
pub(crate) struct Shared;
