//! Every door, tried by every kind of person, and with everything that is wrong: the policy table holds everywhere,
//! and nothing that anybody sends is answered with a fault of ours.

use kapok_access::{Caller, Denial, Role, RoleName, TokenScope, permit};
use kapok_base::{Locale, Random};
use kapok_engine::Engine;
use kapok_engine::people::{NewPerson, NewToken, SignIn};
use kapok_store::grants;
use kapok_tests::database;
use kapok_tests::http::{Answer, Client};
use kapok_tests::served::{self, Served};
use kapok_web::Registered;
use reqwest::Method;
use serde_json::Value;

/// Somebody of one kind, at the pages with a session, at the API with a token.
struct Visitor {
    name: &'static str,
    caller: Caller,
    client: Client,
    cookie: String,
    /// What their forms bring back.
    mark: String,
}

/// One of each kind of person, each in places of their own; and somebody unknown.
async fn people(engine: &Engine, unknown: &Client) -> Vec<Visitor> {
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
    let (caller, client) = (Caller::visitor(), unknown.clone());
    let mut all =
        vec![Visitor { name: "visitor", caller, client, cookie: String::new(), mark: String::new() }];
    for role in roles {
        all.push(person(engine, unknown, role).await);
    }
    all
}

async fn person(engine: &Engine, unknown: &Client, role: Role) -> Visitor {
    let name = role.name().as_str();
    let (email, password) = (format!("{name}@example.org"), "long enough".to_owned());
    let new = NewPerson {
        name: name.to_owned(),
        email: email.clone(),
        locale: Locale::En,
        password: Some(password.clone()),
        roles: Vec::new(),
    };
    let id = engine.add_person(&Caller::system(), new).await.unwrap().id;
    // Straight into the store: the places need not exist for the doors to open.
    engine.store().write(move |tx| async move { grants::give(&tx, id, role).await }).await.unwrap();
    let ask = SignIn { email, password, from: "192.0.2.1".to_owned() };
    let signed_in = engine.sign_in(&Caller::visitor(), ask).await.ok().unwrap();
    let caller = engine.caller_for_session(&signed_in.token).await.unwrap().unwrap();
    let new = NewToken { name: name.to_owned(), scope: TokenScope::default(), expires_at: None };
    let token = engine.create_token(&caller, new).await.unwrap().1;
    let cookie = format!("{}={}", kapok_web::cookies::session_name(false), signed_in.token);
    let home = unknown.send(Method::GET, "/", &[("cookie", &cookie)], None).await.good().body;
    let mark = home.split("name=\"csrf\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    Visitor { name, caller, client: unknown.with_token(&token), cookie, mark }
}

async fn house() -> (database::Fresh, Served, Vec<Visitor>) {
    let fresh = database::sqlite();
    let served = served::serve(fresh.engine().await).await;
    let visitors = people(&served.engine, &Client::visitor(&served.address)).await;
    (fresh, served, visitors)
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

/// Asks for a page with the person's session.
async fn see(unknown: &Client, visitor: &Visitor, route: &Registered, path: &str) -> Answer {
    let method: Method = route.method.parse().unwrap();
    let form = ("application/x-www-form-urlencoded", format!("csrf={}", visitor.mark).into_bytes());
    let body = (method != Method::GET).then_some(form);
    unknown.send_bytes(method, path, &[("cookie", &visitor.cookie)], body).await
}

/// Asks for an operation with the person's token.
async fn ask(visitor: &Visitor, route: &Registered, path: &str, body: &[u8]) -> Answer {
    let method: Method = route.method.parse().unwrap();
    let body = (method != Method::GET).then(|| ("application/json", body.to_vec()));
    visitor.client.send_bytes(method, path, &[("if-match", "\"1\"")], body).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_route_opens_for_exactly_those_whom_the_policy_names() {
    let (_fresh, served, visitors) = house().await;
    let mut wrong = Vec::new();
    let mut routes = kapok_web::table();
    // Signing out ends the sessions that the others need.
    routes.sort_by_key(|route| route.path == "/sign-out");
    for route in routes {
        let path = filled(&route.path, NOBODY);
        for visitor in &visitors {
            let (name, caller) = (visitor.name, &visitor.caller);
            let answer = match is_api(&route) {
                true => ask(visitor, &route, &path, b"{}").await,
                false => see(&visitors[0].client, visitor, &route, &path).await,
            };
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

/// Whoever may take the route's action, the administrator before others.
fn allowed<'a>(route: &Registered, visitors: &'a [Visitor]) -> &'a Visitor {
    let able = visitors.iter().filter(|visitor| permit(&visitor.caller, route.action).is_ok());
    let first = able.min_by_key(|visitor| visitor.name != RoleName::Administrator.as_str());
    first.unwrap_or_else(|| panic!("nobody may {:?}", route.action))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_is_wrong_with_a_request_is_refused_with_a_stable_code() {
    let (_fresh, served, visitors) = house().await;
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
        let visitor = allowed(&route, &visitors);
        let path = filled(&route.path, NOBODY);
        let takes_body = documented(&route)["requestBody"].is_object();
        let mut answers = Vec::new();
        if takes_body {
            for (what, body) in bodies {
                answers.push((what, ask(visitor, &route, &path, body).await));
            }
            let plain = Some(("text/plain", b"{}".to_vec()));
            let method: Method = route.method.parse().unwrap();
            answers.push(("a text/plain body", visitor.client.send_bytes(method, &path, &[], plain).await));
        }
        if route.path.contains('{') {
            for odd in ["not-an-id", "..%2f..", "%ff", "%00", "'"] {
                let answer = ask(visitor, &route, &filled(&route.path, odd), b"{}").await;
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
    let (_fresh, served, visitors) = house().await;
    let mut wrong = Vec::new();
    for route in kapok_web::table().into_iter().filter(|route| route.method == "GET") {
        let visitor = allowed(&route, &visitors);
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
                let answer = visitor.client.get(&format!("{path}?{name}={value}")).await;
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
