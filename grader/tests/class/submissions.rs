//! A class of submissions as they come in: right, wrong, late, broken, hostile, and some that are none.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use grader::bugs;
use grader::catalogue::Catalogue;
use grader::files::Tree;
use grader::handout;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Until when the class may hand in.
pub const DUE: &str = "2026-03-01 12:00";

/// What is known of a student before anything is graded.
pub struct Student {
    pub id: String,
    pub name: String,
    pub kind: &'static str,
    /// The states that items must end in; several where each will do.
    pub items: BTreeMap<String, Vec<&'static str>>,
    /// What every other exercise with points ends in; empty where anything may.
    pub others: Vec<&'static str>,
    /// Words that stand in `staff.md` behind the student's number.
    pub said: &'static str,
}

impl Student {
    /// Whether every exercise is right.
    pub fn is_right(&self) -> bool {
        self.items.is_empty() && self.others == ["pass"]
    }
}

/// What submissions are made of.
pub struct Material<'a> {
    pub catalogue: &'a Catalogue,
    /// The hand-out, as students get it.
    pub tree: Tree,
    pub variants: Vec<bugs::Bug>,
    pub bugs: Vec<bugs::Bug>,
    pub class: PathBuf,
}

const KINDS: [&str; 21] = [
    "solution",
    "variants",
    "several bugs",
    "one body broken",
    "all bodies broken",
    "not written",
    "ends the process",
    "late",
    "missing",
    "two files",
    "folder",
    "loops",
    "memory",
    "recursion",
    "not UTF-8",
    "single crate",
    "escapes the folder",
    "not a zip",
    "zip bomb",
    "threads",
    "link",
];

impl Material<'_> {
    /// Writes a class of this many students, and what is nobody's beside them.
    pub fn write(&self, count: usize) -> Vec<Student> {
        let students: Vec<Student> = (0..count).map(|number| self.student(number)).collect();
        let mut roster = String::from("id,name\n");
        for student in &students {
            roster += &format!("{},\"{}\"\n", student.id, student.name);
        }
        fs::write(self.class.with_extension("csv"), roster).expect("a roster");
        fs::write(self.class.join("99999999_assignment1.zip"), "nobody's").expect("a file");
        fs::write(self.class.join("notes.txt"), "notes").expect("a file");
        students
    }

    fn student(&self, number: usize) -> Student {
        let kind = KINDS[number % KINDS.len()];
        let round = number / KINDS.len();
        let mut student = Student {
            id: format!("1211{number:04}"),
            name: match number % 7 {
                3 => "=HYPERLINK(1)".into(),
                _ => format!("Student, {number}"),
            },
            kind,
            items: BTreeMap::new(),
            others: vec!["pass"],
            said: "",
        };
        let hours = |count: u64| self.due() + Duration::from_secs(3600 * count);
        let early = hours(0) - Duration::from_secs(3600 * (1 + number as u64));
        let mut bodies = self.catalogue.bodies();
        let name = format!("{}_assignment1", student.id);
        let zip = self.class.join(format!("{name}.zip"));
        let mut expect = |id: &str, states: &[&'static str]| {
            student.items.insert(id.into(), states.to_vec());
        };
        match kind {
            "variants" => {
                for id in self.catalogue.bodies().keys() {
                    let own: Vec<_> = self
                        .variants
                        .iter()
                        .filter(|it| it.exercise == *id)
                        .collect();
                    if let Some(variant) = own.get(round % own.len().max(1)) {
                        bodies.insert(id.clone(), variant.body.clone());
                    }
                }
            }
            "several bugs" => {
                for id in [
                    "a1.relu.backward",
                    "a1.training.accuracy",
                    "a1.perceptron.loss",
                ] {
                    let own: Vec<_> = self.bugs.iter().filter(|it| it.exercise == id).collect();
                    bodies.insert(id.into(), own[round % own.len()].body.clone());
                    expect(id, &["fail", "partial", "error"]);
                }
                student.others.clear();
            }
            "one body broken" => {
                bodies.insert(
                    "a1.training.accuracy".into(),
                    "{ let x: u32 = \"no\"; x }".into(),
                );
                expect("a1.training.accuracy", &["not-built"]);
            }
            "all bodies broken" => {
                bodies
                    .values_mut()
                    .for_each(|body| *body = "{ is_not_there() }".into());
                student.others = vec!["not-built"];
            }
            "not written" => {
                let unwritten = |(id, body): (&String, &mut String)| {
                    *body = format!("{{ todo!(\"{id}\") }}");
                };
                bodies.iter_mut().for_each(unwritten);
                student.others = vec!["not-written"];
            }
            "ends the process" => {
                bodies.insert(
                    "a1.training.accuracy".into(),
                    "{ std::process::exit(0) }".into(),
                );
                expect("a1.training.accuracy", &["policy"]);
                student.said = "policy";
            }
            "loops" => {
                bodies.insert("a1.training.accuracy".into(), "{ loop {} }".into());
                expect("a1.training.accuracy", &["timeout"]);
            }
            "memory" => {
                let body = "{ let mut all = Vec::new(); loop { all.push(vec![1u8; 32 << 20]); } }";
                bodies.insert("a1.training.accuracy".into(), body.into());
                expect("a1.training.accuracy", &["out-of-memory", "timeout"]);
            }
            "recursion" => {
                let body = "{ fn deep(n: u64) -> u64 { n + deep(std::hint::black_box(n + 1)) } deep(0) as f64 }";
                bodies.insert("a1.training.accuracy".into(), body.into());
                expect("a1.training.accuracy", &["error"]);
            }
            "threads" => {
                let body = "{ let wait = || std::thread::sleep(std::time::Duration::from_secs(60)); \
                            for _ in 0..200 { std::thread::spawn(wait); } wait(); 0.0 }";
                bodies.insert("a1.training.accuracy".into(), body.into());
                expect("a1.training.accuracy", &["blocked"]);
                student.said = "blocked";
            }
            "missing" | "not a zip" | "zip bomb" | "link" => student.others = vec!["not-written"],
            _ => {}
        }
        let tree = handout::with_bodies(self.catalogue, &self.tree, &bodies).expect("a hand-out");
        let own = tree
            .iter()
            .filter(|(path, _)| path.starts_with("assignment1/src"));
        let mut files: Tree = own
            .map(|(path, bytes)| (path.clone(), bytes.clone()))
            .collect();
        match kind {
            "missing" => {}
            "link" => std::os::unix::fs::symlink("/etc/passwd", &zip).expect("a link"),
            "folder" => {
                for (path, bytes) in &files {
                    let path = self.class.join(&name).join(path);
                    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
                    fs::write(path, bytes).expect("a file");
                }
            }
            "late" => {
                write_zip(&zip, &files, hours(50));
                student.said = "late, by 2 d 2 h 0 min";
            }
            "two files" => {
                write_zip(&zip, &files, early - Duration::from_secs(60));
                let stub = self.tree.iter();
                let stub = stub.filter(|(path, _)| path.starts_with("assignment1/src"));
                let stub = stub
                    .map(|(path, bytes)| (path.clone(), bytes.clone()))
                    .collect();
                write_zip(&self.class.join(format!("{name}_v2.zip")), &stub, early);
                student.others = vec!["not-written"];
                student.said = "2 files of this student";
            }
            "not a zip" => {
                write_file(&zip, b"this is no archive", early);
                student.said = "cannot be read";
            }
            "zip bomb" => {
                let zeros = Tree::from([("assignment1/src/linear.rs".into(), vec![0; 40 << 20])]);
                write_zip(&zip, &zeros, early);
                student.said = "more than 256 kB and is not read";
            }
            "not UTF-8" => {
                files.insert(
                    "assignment1/src/training.rs".into(),
                    b"\xff\xfe**Exercise ".to_vec(),
                );
                for id in ["step", "accuracy", "minibatch"] {
                    student
                        .items
                        .insert(format!("a1.training.{id}"), vec!["not-written"]);
                }
                student.others = vec!["pass"];
                write_zip(&zip, &files, early);
            }
            "single crate" => {
                let bare = files.into_iter().map(|(path, mut bytes)| {
                    bytes.extend(b"\nfn outside_of_bodies() {}\n");
                    let path = path.strip_prefix("assignment1").expect("a path");
                    (path.to_path_buf(), bytes)
                });
                write_zip(&zip, &bare.collect(), early);
            }
            "escapes the folder" => {
                files.insert("../../outside.rs".into(), b"fn outside() {}".to_vec());
                write_zip(&zip, &files, early);
            }
            _ => write_zip(&zip, &files, early),
        }
        student
    }

    fn due(&self) -> SystemTime {
        grader::intake::time(DUE).expect("a time").into()
    }
}

fn write_zip(path: &Path, files: &Tree, at: SystemTime) {
    let mut writer = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        let options = SimpleFileOptions::default();
        writer
            .start_file(name.to_string_lossy(), options)
            .expect("an entry");
        writer.write_all(bytes).expect("an entry");
    }
    write_file(path, writer.finish().expect("an archive").get_ref(), at);
}

fn write_file(path: &Path, bytes: &[u8], at: SystemTime) {
    fs::write(path, bytes).expect("a file");
    let file = File::options().write(true).open(path).expect("a file");
    file.set_modified(at).expect("a time");
}
