//! Pages in HTML: each is one file that asks nothing of the network and runs no script.

/// Nothing is fetched and nothing runs, even where a text found its way into the markup.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data: 'self'";

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:64rem;margin:1.5rem auto;\
padding:0 1rem;color:#222;overflow-wrap:anywhere}h1{font-size:1.5rem;line-height:1.25}\
h2{font-size:1.2rem;margin-top:2rem}h3{font-size:1rem;margin-bottom:.3rem}.wide{overflow-x:auto}\
table{border-collapse:collapse;margin:1rem 0;overflow-wrap:normal}\
td,th{text-align:left;vertical-align:top;padding:.25rem 1rem .25rem 0;border-bottom:1px solid #ddd}\
td.n,th.n{text-align:right;white-space:nowrap}pre{background:#f6f6f6;padding:.5rem .7rem;overflow-x:auto;\
margin:.3rem 0 .8rem;font-size:.875rem;line-height:1.35}code{background:#f4f4f4;padding:.1rem .3rem}\
p{margin:.3rem 0}.big{font-size:1.4rem}.state{white-space:nowrap;padding:.05rem .45rem;border-radius:.3rem;\
border:1px solid;font-size:.875rem}.good{color:#1b5e20;background:#eaf5ea}.part{color:#6d4c00;background:#fff6dc}\
.bad{color:#9b1c1c;background:#fdecec}.wait{color:#37474f;background:#eceff1}.label{color:#666}\
section{break-inside:avoid}svg,img{max-width:100%;height:auto}figure{margin:1rem 0}\
.sides{display:grid;grid-template-columns:repeat(auto-fit,minmax(18rem,1fr));gap:0 2rem}\
.answer{white-space:pre-wrap;border-left:3px solid #bbb;padding-left:.8rem;margin:.5rem 0}\
@media(max-width:40rem){td,th{padding-right:.5rem;font-size:.8125rem}.state{font-size:.75rem;\
white-space:normal}}@media print{body{max-width:none;margin:0;font-size:11pt}pre{white-space:pre-wrap}.wide{overflow:visible}}";

/// Text inside of an element or of a quoted attribute.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            letter => escaped.push(letter),
        }
    }
    escaped
}

/// A page; `title` is text, `body` is markup.
pub fn page(title: &str, body: &str) -> String {
    let title = escape(title);
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n<h1>{title}</h1>\n{body}</html>\n"
    )
}

/// A table. Cells are markup; a heading that begins with `#` is that of a column of numbers.
pub fn table<const N: usize>(headings: [&str; N], rows: &[[String; N]]) -> String {
    let class = |column: usize| {
        if headings[column].starts_with('#') {
            " class=\"n\""
        } else {
            ""
        }
    };
    let mut text = String::from("<div class=\"wide\"><table>\n<tr>");
    for (column, heading) in headings.iter().enumerate() {
        let heading = escape(heading.trim_start_matches('#'));
        text += &format!("<th{}>{heading}</th>", class(column));
    }
    text += "</tr>\n";
    for row in rows {
        text += "<tr>";
        for (column, cell) in row.iter().enumerate() {
            text += &format!("<td{}>{cell}</td>", class(column));
        }
        text += "</tr>\n";
    }
    text + "</table></div>\n"
}
