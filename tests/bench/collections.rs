//! Test collections of questions with known answers: a folder each with `docs.tsv.gz` (id, text), `queries.tsv.gz` (id, text) and `qrels.txt.gz`
//! (query, 0, document, grade).

use std::collections::HashMap;
use std::io::Read;
use std::path::Path;

/// The collections: folder, name, the configuration of PostgreSQL for its language, and the measures by which it is judged.
pub(crate) const COLLECTIONS: [(&str, &str, &str, &[Measure]); 5] = [
    ("cranfield", "Cranfield (English)", "english", &[Measure::Ndcg]),
    ("drcd", "DRCD (Traditional Chinese)", "simple", &[Measure::Mrr, Measure::Ndcg]),
    ("xquad-es", "XQuAD Spanish", "spanish", &[Measure::Mrr, Measure::Ndcg]),
    ("xquad-ar", "XQuAD Arabic", "arabic", &[Measure::Mrr, Measure::Ndcg]),
    ("xquad-ru", "XQuAD Russian", "russian", &[Measure::Mrr, Measure::Ndcg]),
];

/// How an answer of ten is graded.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Measure {
    /// Discounted gain of all graded documents (Järvelin and Kekäläinen, 2002), gains linear as in trec_eval.
    Ndcg,
    /// One over the place of the one right document.
    Mrr,
}

pub(crate) struct Collection {
    pub(crate) docs: Vec<(String, String)>,
    /// Questions with the grades of documents.
    pub(crate) questions: Vec<(String, HashMap<String, f64>)>,
}

impl Collection {
    pub(crate) fn read(folder: &Path) -> Self {
        let mut grades: HashMap<String, HashMap<String, f64>> = HashMap::new();
        for line in lines(&folder.join("qrels.txt.gz")) {
            let parts: Vec<&str> = line.split_whitespace().collect();
            let grade = parts[3].parse::<f64>().unwrap().max(0.0);
            grades.entry(parts[0].to_owned()).or_default().insert(parts[2].to_owned(), grade);
        }
        let questions = pairs(&folder.join("queries.tsv.gz")).into_iter();
        let questions = questions.filter_map(|(id, text)| Some((text, grades.remove(&id)?))).collect();
        Self { docs: pairs(&folder.join("docs.tsv.gz")), questions }
    }

    /// The grade of each question's answer.
    pub(crate) fn grades(&self, answers: &[Vec<String>], measure: Measure) -> Vec<f64> {
        let asked = self.questions.iter().zip(answers);
        asked.map(|((_, wanted), answer)| measure.grade(answer, wanted)).collect()
    }
}

impl Measure {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Ndcg => "nDCG@10",
            Self::Mrr => "MRR@10",
        }
    }

    /// The grade of an answer, the best document first.
    pub(crate) fn grade(self, answer: &[String], grades: &HashMap<String, f64>) -> f64 {
        let gains: Vec<f64> = answer.iter().map(|id| grades.get(id).copied().unwrap_or(0.0)).collect();
        let mut ideal: Vec<f64> = grades.values().copied().collect();
        ideal.sort_by(|a, b| b.total_cmp(a));
        match self {
            Self::Ndcg => discounted(&gains) / discounted(&ideal).max(f64::MIN_POSITIVE),
            Self::Mrr => gains.iter().position(|gain| *gain > 0.0).map_or(0.0, |at| 1.0 / (at + 1) as f64),
        }
    }
}

fn discounted(gains: &[f64]) -> f64 {
    gains.iter().take(10).enumerate().map(|(at, gain)| gain / ((at + 2) as f64).log2()).sum()
}

fn pairs(path: &Path) -> Vec<(String, String)> {
    let pair = |line: String| line.split_once('\t').map(|(a, b)| (a.to_owned(), b.to_owned()));
    lines(path).into_iter().filter_map(pair).collect()
}

fn lines(path: &Path) -> Vec<String> {
    let mut text = String::new();
    let file = std::fs::File::open(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    flate2::read::GzDecoder::new(file).read_to_string(&mut text).unwrap();
    text.lines().map(str::to_owned).collect()
}
