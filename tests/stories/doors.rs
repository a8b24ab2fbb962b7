//! Every door, tried by every kind of person, and with everything that is wrong: the policy table holds everywhere,
//! and nothing that anybody sends is answered with a fault of ours.

use kapok_access::{Caller, Denial, Role, RoleName, TokenScope, permit};
use kapok_base::{Locale, PersonId, Random};
use kapok_engine::Engine;
use kapok_engine::people::{NewPerson, NewToken, SignIn};
use kapok_store::grants;
use kapok_tests::database;
use kapok_tests::http::{Answer, Client};
use kapok_tests::served::{self, Served};
use kapok_web::Registered;
use reqwest::Method;
use serde_json::Value;

/// One of each kind of person, each in places of their own, with a token; and a visitor.
async fn people(engine: &Engine) -> Vec<(&'static str, Caller, Option<String>)> {
    let ids = Random::seeded(5).stream("people");
    let roles = [
        Role::Administrator,
        Role::Organiser { programme: ids.secret_id(), edition: None },
        Role::Editor { programme: ids.secret_id() },
        Role::Auditor { programme: ids.secret_id(), edition: None },
        Role::Researcher,
        Role::Judge { programme: ids.secret_id(), edition: ids.secret_id(), panel: ids.secret_id() },
        Role::Entrant { entity: ids.secret_id() },
    ];
    let mut all = vec![("visitor", Caller::visitor(), None)];
    for role in roles {
        let name = role.name().as_str();
        let caller = Caller::person(ids.secret_id::<PersonId>(), vec![role]);
        all.push((name, caller, Some(token(engine, name, role).await)));
    }
    all
}

async fn token(engine: &Engine, name: &str, role: Role) -> String {
    let (email, password) = (format!("{name}@example.org"), "long enough".to_owned());
    let person = NewPerson {
        name: name.to_owned(),
        email: email.clone(),
        locale: Locale::En,
        password: Some(password.clone()),
        roles: Vec::new(),
    };
    let id = engine.add_person(&Caller::system(), person).await.unwrap().id;
    // Straight into the store: the places need not exist for the doors to open.
    engine.store().write(move |tx| async move { grants::give(&tx, id, role).await }).await.unwrap();
    let ask = SignIn { email, password, from: "192.0.2.1".to_owned() };
    let signed_in = engine.sign_in(&Caller::visitor(), ask).await.ok().unwrap();
    let caller = engine.caller_for_session(&signed_in.token).await.unwrap().unwrap();
    let new = NewToken { name: name.to_owned(), scope: TokenScope::default(), expires_at: None };
    engine.create_token(&caller, new).await.unwrap().1
}

async fn house() -> (database::Fresh, Served, Vec<(&'static str, Caller, Client)>) {
    let fresh = database::sqlite();
    let served = served::serve(fresh.engine().await).await;
    let visitor = Client::visitor(&served.address);
    let found = people(&served.engine).await;
    let clients = found.into_iter().map(|(name, caller, token)| {
        let client = token.map_or_else(|| visitor.clone(), |token| visitor.with_token(&token));
        (name, caller, client)
    });
    let clients = clients.collect();
    (fresh, served, clients)
}

/// The route's path with an identifier of nothing in each place.
fn filled(path: &str, with: &str) -> String {
    let parts = path.split('/').map(|part| if part.starts_with('{') { with } else { part });
    parts.collect::<Vec<_>>().join("/")
}

const NOBODY: &str = "0190aaaa-bbbb-7ccc-8ddd-eeeeffff0000";

fn is_api(route: &Registered) -> bool {
    route.operation.is_some()
}

async fn knock(
    client: &Client,
    route: &Registered,
    path: &str,
    headers: &[(&str, &str)],
    body: &[u8],
) -> Answer {
    let method: Method = route.method.parse().unwrap();
    let kind = if is_api(route) { "application/json" } else { "application/x-www-form-urlencoded" };
    let body = (method != Method::GET).then(|| (kind, body.to_vec()));
    client.send_bytes(method, path, headers, body).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_route_opens_for_exactly_those_whom_the_policy_names() {
    let (_fresh, served, clients) = house().await;
    let mut wrong = Vec::new();
    for route in kapok_web::table() {
        let path = filled(&route.path, NOBODY);
        let body: &[u8] = if is_api(&route) { b"{}" } else { b"" };
        for (name, caller, client) in &clients {
            let answer = knock(client, &route, &path, &[("if-match", "\"1\"")], body).await;
            let status = answer.status.as_u16();
            let fits = match permit(caller, route.action) {
                Ok(_) => !matches!(status, 401 | 403) && status < 500,
                Err(Denial::SignInNeeded) if is_api(&route) => status == 401,
                Err(Denial::SignInNeeded) => {
                    let to =
                        answer.headers.get("location").and_then(|to| to.to_str().ok()).unwrap_or_default();
                    status == 303 && to.starts_with("/sign-in")
                }
                Err(_) => status == 403,
            };
            if !fits {
                wrong.push(format!("{} {path} as {name}: {status} {:.200}", route.method, answer.body));
            }
        }
    }
    served.stop().await;
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Whoever may take the route's action, the administrator first.
fn allowed<'a>(route: &Registered, clients: &'a [(&'static str, Caller, Client)]) -> &'a Client {
    let administrator = |name: &str| name != RoleName::Administrator.as_str();
    let mut able: Vec<_> =
        clients.iter().filter(|(_, caller, _)| permit(caller, route.action).is_ok()).collect();
    able.sort_by_key(|(name, ..)| administrator(name));
    &able.first().unwrap_or_else(|| panic!("nobody may {:?}", route.action)).2
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_is_wrong_with_a_request_is_refused_with_a_stable_code() {
    let (_fresh, served, clients) = house().await;
    let bodies: [(&str, &[u8]); 7] = [
        ("not JSON", b"{\"a\": "),
        ("nothing", b""),
        ("not UTF-8", b"{\"name\": \"\xff\xfe\"}"),
        ("an unknown field", b"{\"no_such_field_at_all\": 1}"),
        ("a text", b"\"text\""),
        ("too deep", &[b'['; 5000]),
        ("too large", &[b' '; 3 * 1024 * 1024]),
    ];
    let mut wrong = Vec::new();
    for route in kapok_web::table().into_iter().filter(is_api) {
        let client = allowed(&route, &clients);
        let path = filled(&route.path, NOBODY);
        let takes_body = documented(&route)["requestBody"].is_object();
        let mut answers = Vec::new();
        if takes_body {
            for (what, body) in bodies {
                answers.push((what, knock(client, &route, &path, &[("if-match", "\"1\"")], body).await));
            }
            let plain = Some(("text/plain", b"{}".to_vec()));
            let method: Method = route.method.parse().unwrap();
            answers.push(("a text/plain body", client.send_bytes(method, &path, &[], plain).await));
        }
        if route.path.contains('{') {
            for odd in ["not-an-id", "..%2f..", "%ff", "%00", "'"] {
                let answer = knock(client, &route, &filled(&route.path, odd), &[], b"{}").await;
                answers.push((odd, answer));
            }
        }
        for (what, answer) in answers {
            let status = answer.status.as_u16();
            let problem: Value = serde_json::from_str(&answer.body).unwrap_or_default();
            let fits = (400..500).contains(&status)
                && answer.headers["content-type"] == "application/problem+json"
                && problem["code"].is_string()
                && !answer.body.contains('⟨');
            if !fits {
                wrong.push(format!("{} {path} with {what}: {status} {:.200}", route.method, answer.body));
            }
        }
    }
    served.stop().await;
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_query_is_answered_with_a_fault_of_ours() {
    let (_fresh, served, clients) = house().await;
    let mut wrong = Vec::new();
    for route in kapok_web::table().into_iter().filter(|route| route.method == "GET") {
        let client = allowed(&route, &clients);
        let path = filled(&route.path, NOBODY);
        let documented = documented(&route);
        let parameters = documented["parameters"].as_array().into_iter().flatten();
        let mut names: Vec<&str> = parameters.filter_map(|p| p["name"].as_str()).collect();
        names.extend([
            "q",
            "limit",
            "cursor",
            "lang",
            "state",
            "round",
            "edition",
            "year_from",
            "sort",
            "facets",
        ]);
        for name in names {
            for value in
                ["", "%ff", "%00", "'%22%3C", "-1", "99999999999999999999", "%E4%B8%AD", "a%26b=c", "((("]
            {
                let answer = client.get(&format!("{path}?{name}={value}")).await;
                if answer.status.is_server_error() || answer.body.contains('⟨') {
                    wrong.push(format!("{path}?{name}={value}: {} {:.200}", answer.status, answer.body));
                }
            }
        }
    }
    served.stop().await;
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// What the API document says about a route; nothing for a page.
fn documented(route: &Registered) -> Value {
    static DOCUMENT: std::sync::LazyLock<Value> =
        std::sync::LazyLock::new(|| serde_json::to_value(kapok_web::document()).unwrap());
    DOCUMENT["paths"][&route.path][route.method.to_ascii_lowercase()].clone()
}
