//! Files that are no table in text, known by how they begin.

/// How a file begins, what it is then, and what to do.
const KINDS: [(&[u8], &str, &str); 17] = [
    (
        b"PK\x03\x04",
        "a zip file or a spreadsheet (.xlsx)",
        UNPACK_OR_EXPORT,
    ),
    (
        b"\xd0\xcf\x11\xe0",
        "a spreadsheet (.xls)",
        UNPACK_OR_EXPORT,
    ),
    (b"\x1f\x8b", "a file packed by gzip", "Unpack it first."),
    (b"7z\xbc\xaf", "a packed file (.7z)", "Unpack it first."),
    (b"Rar!", "a packed file (.rar)", "Unpack it first."),
    (b"%PDF", "a PDF document", OTHER),
    (b"\x89PNG", "a picture", OTHER),
    (b"\xff\xd8\xff", "a picture", OTHER),
    (b"\x89HDF", "an HDF5 file", WRITE),
    (b"PAR1\x15", "a Parquet file", WRITE),
    (b"\x93NUMPY", "an array of NumPy", WRITE),
    (b"\x80\x04\x95", "a pickle of Python", WRITE),
    (b"SQLite", "a data base", WRITE),
    (b"\xff\xfe", "text in UTF-16", SAVE),
    (b"\xfe\xff", "text in UTF-16", SAVE),
    (
        b"version https://git-lfs",
        "a pointer that Git LFS left in place of the file",
        "Fetch the file: git lfs pull",
    ),
    (b"@relation", "an ARFF file of Weka", WRITE),
];

const UNPACK_OR_EXPORT: &str = "Unpack it, or save the sheet as \"CSV UTF-8\".";
const SAVE: &str = "Save the file as \"CSV UTF-8\".";
const OTHER: &str = "Find the table itself, as CSV.";
const WRITE: &str = "Write it as CSV, with pandas say: table.to_csv(\"table.csv\", index=False)";

/// Where and why these bytes are no text in UTF-8, or no text with a table; and what to do.
pub(super) fn other_than_text(bytes: &[u8]) -> Option<(usize, String)> {
    let start = bytes.trim_ascii_start();
    let begins = |(magic, _, _): &&(&[u8], _, _)| {
        let beginning = start.get(..magic.len());
        beginning.is_some_and(|beginning| beginning.eq_ignore_ascii_case(magic))
    };
    if let Some((_, what, repair)) = KINDS.iter().find(begins) {
        return Some((0, format!("this is {what}, not a table in text.\n{repair}")));
    }
    if start.starts_with(b"<") {
        let what = "this is a web page, or XML, not a table: perhaps the page that shows the file, \
                    that wants a log-in, or that says there is no such file.\n\
                    Download the file itself; on GitHub its address is behind the button \"Raw\".";
        return Some((0, what.into()));
    }
    if start.starts_with(b"{") || start.starts_with(b"[{") || start.starts_with(b"[[") {
        return Some((0, format!("this is JSON, not a table in CSV.\n{WRITE}")));
    }
    if let Some(zero) = bytes.iter().position(|byte| *byte == 0) {
        let what = format!("here is a byte 0, so this is no text, or text in UTF-16.\n{SAVE}");
        return Some((zero, what));
    }
    let error = std::str::from_utf8(bytes).err()?;
    let what = format!("this is not UTF-8 text.\n{SAVE}");
    Some((error.valid_up_to(), what))
}
