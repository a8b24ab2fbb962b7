//! What people type, as a tree. Every text is a question: what cannot be read as syntax is read as words.
//!
//! `words`, `"a phrase"` (also in “” and «»; the brackets of Chinese titles and speech are taken for plain writing), `-without`, `NOT`, `a OR b`, `( … )`, `prefix*`,
//! `country:FR`, `year:2015..2020`, `year:>=2018`.

/// Most words that a question may have; what follows is passed over.
const MOST_WORDS: usize = 400;
/// Deepest brackets.
const DEEPEST: usize = 12;
/// Most letters of a field's name.
const LONGEST_NAME: usize = 12;

/// A field that a question may name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The title alone.
    Title,
    /// A country, by code or any usual name.
    Country,
    /// A region of the world.
    Region,
    /// The city or other entity.
    Entity,
    /// An edition.
    Edition,
    /// A goal of sustainable development.
    Sdg,
    /// A theme.
    Theme,
    /// What became of it.
    Outcome,
    /// The collection.
    Source,
    /// A language that the case can be read in.
    Language,
    /// Who runs it.
    Level,
    /// What kind of initiative it is.
    Kind,
}

impl Field {
    fn parse(name: &str) -> Option<Self> {
        Some(match name.to_lowercase().as_str() {
            "title" | "标题" | "標題" => Self::Title,
            "country" | "国家" | "國家" => Self::Country,
            "region" | "subregion" | "地区" | "地區" => Self::Region,
            "city" | "entity" | "城市" => Self::Entity,
            "level" | "层级" | "層級" => Self::Level,
            "kind" | "类型" | "類型" => Self::Kind,
            "edition" | "届" => Self::Edition,
            "sdg" | "goal" | "target" => Self::Sdg,
            "theme" | "主题" | "主題" => Self::Theme,
            "outcome" | "结果" | "結果" => Self::Outcome,
            "source" | "来源" | "來源" => Self::Source,
            "lang" | "language" | "语言" | "語言" => Self::Language,
            _ => return None,
        })
    }
}

/// A question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// A word, or a run of an unspaced script; whatever stands between two blanks.
    Word(String),
    /// Words that stand together in this order.
    Phrase(String),
    /// Words that begin so.
    Prefix(String),
    /// A field with a value.
    In(Field, String),
    /// Years from and to, both included.
    Years(Option<i32>, Option<i32>),
    /// What must not match.
    Not(Box<Node>),
    /// All of these (long questions: most of these).
    All(Vec<Node>),
    /// Any of these.
    Any(Vec<Node>),
}

/// Reads a question. Never fails.
#[must_use]
pub fn parse(text: &str) -> Node {
    let mut reader =
        Reader { tokens: tokens(text).into_iter().take(MOST_WORDS * 2).collect(), at: 0, depth: 0 };
    let mut all = Vec::new();
    while reader.at < reader.tokens.len() {
        match reader.any() {
            Node::All(nodes) => all.extend(nodes),
            node => all.push(node),
        }
        reader.at += 1; // A closing bracket that nothing opened.
    }
    single(all)
}

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Word(String),
    Quoted(String),
    Minus,
    Or,
    Not,
    Open,
    Close,
    /// `field:` directly before its value.
    Field(String),
}

fn closing(open: char) -> Option<char> {
    Some(match open {
        '"' | '＂' => open,
        '“' => '”',
        '«' => '»',
        _ => return None,
    })
}

fn tokens(text: &str) -> Vec<Token> {
    let chars: Vec<char> = text.chars().collect();
    let mut tokens = Vec::new();
    // Quotation marks that are not found in what is left are not looked for again.
    let mut unclosed = Vec::new();
    let mut at = 0;
    while let Some(&c) = chars.get(at) {
        let close = closing(c).filter(|close| !unclosed.contains(close));
        let end = close.and_then(|close| chars[at + 1..].iter().position(|c| *c == close));
        if end.is_none() {
            unclosed.extend(close);
        }
        if let Some(length) = end {
            tokens.push(Token::Quoted(chars[at + 1..at + 1 + length].iter().collect()));
            at += length + 2;
        } else if matches!(c, '(' | '（') {
            tokens.push(Token::Open);
            at += 1;
        } else if matches!(c, ')' | '）') {
            tokens.push(Token::Close);
            at += 1;
        } else if c.is_whitespace() || closing(c).is_some() {
            at += 1;
        } else if matches!(c, '-' | '−' | '－') && chars.get(at + 1).is_some_and(|c| !c.is_whitespace()) {
            tokens.push(Token::Minus);
            at += 1;
        } else {
            at = word(&chars, at, &mut tokens);
        }
    }
    tokens
}

/// Reads a word up to a blank, a bracket or a quotation mark, or a field's name with its colon.
fn word(chars: &[char], from: usize, tokens: &mut Vec<Token>) -> usize {
    let mut at = from;
    while let Some(&c) = chars.get(at) {
        let ends = c.is_whitespace() || matches!(c, '(' | ')' | '（' | '）') || closing(c).is_some();
        if ends {
            break;
        }
        if matches!(c, ':' | '：') && (from + 1..=from + LONGEST_NAME).contains(&at) {
            let name: String = chars[from..at].iter().collect();
            let has_value = chars.get(at + 1).is_some_and(|c| !c.is_whitespace());
            if has_value && (Field::parse(&name).is_some() || is_year(&name)) {
                tokens.push(Token::Field(name));
                return at + 1;
            }
        }
        at += 1;
    }
    let word: String = chars[from..at].iter().collect();
    tokens.push(match word.as_str() {
        "OR" | "|" | "||" => Token::Or,
        "NOT" => Token::Not,
        "AND" | "&&" | "&" | "+" => return at,
        _ => Token::Word(word),
    });
    at
}

fn is_year(name: &str) -> bool {
    matches!(name.to_lowercase().as_str(), "year" | "years" | "年" | "年份")
}

struct Reader {
    tokens: Vec<Token>,
    at: usize,
    depth: usize,
}

impl Reader {
    /// Alternatives up to a closing bracket or the end.
    fn any(&mut self) -> Node {
        let mut group = Vec::new();
        while let Some(token) = self.tokens.get(self.at) {
            match token {
                Token::Close => break,
                // OR binds its two neighbours: `a b OR c` asks for a, and for b or c.
                Token::Or => {
                    self.at += 1;
                    let joined = match (group.pop(), self.operand()) {
                        (Some(Node::Any(mut nodes)), Some(operand)) => {
                            nodes.push(operand);
                            Some(Node::Any(nodes))
                        }
                        (Some(last), Some(operand)) => Some(Node::Any(vec![last, operand])),
                        (one, other) => one.or(other),
                    };
                    group.extend(joined);
                }
                _ => group.extend(self.operand()),
            }
        }
        single(group)
    }

    /// One operand; nothing where there is none (the reader then stands before a bracket or at the end).
    fn operand(&mut self) -> Option<Node> {
        let token = self.tokens.get(self.at)?.clone();
        match token {
            Token::Close | Token::Or => return None,
            _ => self.at += 1,
        }
        match token {
            Token::Word(word) => Some(word_node(word)),
            Token::Quoted(text) => Some(Node::Phrase(text)),
            Token::Minus | Token::Not => match self.operand()? {
                Node::Not(node) => Some(*node),
                node => Some(Node::Not(Box::new(node))),
            },
            Token::Field(name) => self.value(&name),
            Token::Open => {
                if self.depth >= DEEPEST {
                    return None;
                }
                self.depth += 1;
                let inner = self.any();
                self.depth -= 1;
                self.at += 1; // The closing bracket, or the end.
                Some(inner)
            }
            Token::Close | Token::Or => None,
        }
    }

    fn value(&mut self, name: &str) -> Option<Node> {
        let value = match self.tokens.get(self.at)? {
            Token::Word(text) | Token::Quoted(text) => text.clone(),
            _ => return Some(word_node(name.to_owned())),
        };
        self.at += 1;
        if is_year(name) {
            return Some(years(&value).unwrap_or_else(|| word_node(value)));
        }
        Field::parse(name).map(|field| Node::In(field, value))
    }
}

fn word_node(word: String) -> Node {
    match word.strip_suffix('*') {
        Some(prefix) if prefix.chars().count() >= 2 => Node::Prefix(prefix.to_owned()),
        _ => Node::Word(word),
    }
}

fn single(mut nodes: Vec<Node>) -> Node {
    match (nodes.len(), nodes.pop()) {
        (1, Some(node)) => node,
        (_, last) => {
            nodes.extend(last);
            Node::All(nodes)
        }
    }
}

/// `2015`, `2015..2020`, `2015-2020`, `2015..`, `..2020`, `>=2015`, `>2015`, `<=2020`, `<2020`.
fn years(text: &str) -> Option<Node> {
    let number = |text: &str| text.trim().parse::<i32>().ok().filter(|year| (0..=9999).contains(year));
    for (sign, from, by) in [(">=", true, 0), ("<=", false, 0), (">", true, 1), ("<", false, -1)] {
        if let Some(rest) = text.strip_prefix(sign) {
            let year = number(rest)? + by;
            return Some(if from { Node::Years(Some(year), None) } else { Node::Years(None, Some(year)) });
        }
    }
    if let Some(year) = number(text) {
        return Some(Node::Years(Some(year), Some(year)));
    }
    let (from, to) = text.split_once("..").or_else(|| text.split_once(['-', '–', '~']))?;
    let side = |text: &str| if text.is_empty() { Some(None) } else { number(text).map(Some) };
    match (side(from)?, side(to)?) {
        (None, None) => None,
        (from, to) => Some(Node::Years(from, to)),
    }
}

#[cfg(test)]
mod tests;
