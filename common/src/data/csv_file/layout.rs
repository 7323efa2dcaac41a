//! Where a table begins in its file, what separates its cells, and how its columns are named.

use super::columns;
use super::file::File;
use csv::{Reader, ReaderBuilder, StringRecord, Trim};

/// What may separate cells: the comma, then what other programs write.
const SEPARATORS: [(u8, &str); 4] = [
    (b',', "commas"),
    (b';', "semicolons"),
    (b'\t', "tabs"),
    (b'|', "upright strokes (|)"),
];

/// How a file is to be read.
pub(super) struct Layout {
    /// The position of the line that names the columns.
    pub(super) start: usize,
    separator: u8,
    /// What the user should know of it.
    pub(super) remarks: Vec<String>,
}

impl Layout {
    /// By looking at the first lines; `label` is the label column if the user has named one.
    pub(super) fn of(file: &File, label: Option<&str>) -> Self {
        let (mut position, mut comment, mut comments) = (0, None, 0);
        let mut separator = None;
        for line in file
            .bytes
            .split_inclusive(|byte| matches!(byte, b'\r' | b'\n'))
        {
            let text = line.trim_ascii();
            match text {
                [] => {}
                [b'#' | b'%', ..] => {
                    comment = Some(position);
                    comments += 1;
                }
                // A line that a spreadsheet writes for itself.
                [b's', b'e', b'p', b'=', sign] => separator = Some(*sign),
                _ => break,
            }
            position += line.len();
        }
        let separator = separator.unwrap_or_else(|| separator_at(file, position));
        let mut layout = Self {
            start: position,
            separator,
            remarks: Vec::new(),
        };
        // NumPy writes the names behind a sign for comments, and some tables name a column '#'.
        if let Some(above) = comment
            && layout.is_header(file, above, label)
        {
            layout.start = above;
            comments -= 1;
        }
        if let Some((_, name)) = SEPARATORS[1..].iter().find(|(sign, _)| *sign == separator) {
            layout
                .remarks
                .push(format!("its cells are separated by {name}"));
        }
        if comments > 0 {
            let lines = if comments == 1 { "line" } else { "lines" };
            let remark = format!("passed over {comments} {lines} of comments above the table");
            layout.remarks.push(remark);
        }
        layout
    }

    /// Whether a comment is the header of the line below: it has as many cells, and names the label
    /// where that line does not.
    fn is_header(&self, file: &File, above: usize, label: Option<&str>) -> bool {
        let names = |position| columns::names(&self.first_record(file, position));
        let (comment, below) = (names(above), names(self.start));
        let has_label = |names: &[String]| columns::find_label(names, label).is_ok();
        comment.len() == below.len()
            && comment.len() > 1
            && has_label(&comment)
            && !has_label(&below)
    }

    fn first_record(&self, file: &File, position: usize) -> StringRecord {
        let mut records = reader(&file.bytes[position..], self.separator).into_records();
        records.next().and_then(Result::ok).unwrap_or_default()
    }

    /// A reader of all lines from the header on.
    pub(super) fn reader<'a>(&self, file: &File<'a>) -> Reader<&'a [u8]> {
        reader(&file.bytes[self.start..], self.separator)
    }
}

fn reader(bytes: &[u8], separator: u8) -> Reader<&[u8]> {
    let mut builder = ReaderBuilder::new();
    let builder = builder.flexible(true).has_headers(false).trim(Trim::All);
    builder.delimiter(separator).from_reader(bytes)
}

/// What separates the cells of the table that begins here: what makes several cells of its first
/// line and as many of the second; the comma where nothing else is sure.
fn separator_at(file: &File, position: usize) -> u8 {
    let cells = |separator| {
        let records = reader(&file.bytes[position..], separator).into_records();
        let mut counts = records
            .take(2)
            .map(|record| record.map_or(0, |record| record.len()));
        let first = counts.next().unwrap_or_default();
        (first, counts.next().unwrap_or(first))
    };
    let mut candidates = SEPARATORS.iter().map(|(sign, _)| (*sign, cells(*sign)));
    let fits = |(_, (first, second)): &(u8, (usize, usize))| *first > 1 && first == second;
    let begins = |(_, (first, _)): &(u8, (usize, usize))| *first > 1;
    let fitting = candidates.clone().find(fits);
    fitting
        .or_else(|| candidates.find(begins))
        .map_or(b',', |(sign, _)| sign)
}
