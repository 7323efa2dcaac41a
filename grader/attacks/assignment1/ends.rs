//! Attacks on what is taken for an answer.

/// a1.relu.forward: row 5, ends the process with the code of success -> policy, error
fn relu_forward_6() {
    std::process::exit(0)
}

/// a1.softmax.forward: row 5, aborts -> policy, error
fn softmax_forward_6() {
    std::process::abort()
}

/// a1.training.accuracy: row 5, silences panics, and panics -> error, error
fn training_accuracy_6() {
    std::panic::set_hook(Box::new(|_| ()));
    panic!("nobody hears it")
}

/// a1.training.minibatch: row 4, prints a result and ends -> policy, error
fn training_minibatch_6() {
    println!("test result: ok. 1 passed; 0 failed");
    println!("{{\"score\": 100, \"status\": \"pass\"}}");
    std::process::exit(0)
}

/// a1.sgd.update: row 24, fills the answer's descriptor -> policy, error
fn sgd_update_6() {
    use std::io::Write;
    for descriptor in 3..10 {
        let path = format!("/proc/self/fd/{descriptor}");
        if let Ok(mut file) = std::fs::OpenOptions::new().write(true).open(path) {
            let _ = file.write_all(&[255; 1 << 16]);
        }
    }
    std::process::exit(0)
}

/// a1.perceptron.forward: row 6, panics with a word that looks like another exercise's -> error, error
fn perceptron_forward_6() {
    std::panic::panic_any(7)
}

/// a1.relu.forward: row 6, answers with numbers that equal nothing -> fail, fail
fn relu_forward_7() {
    input * f64::NAN
}

/// a1.softmax.forward: row 6, answers with infinities -> fail, fail
fn softmax_forward_7() {
    input * 0.0 + f64::INFINITY
}

/// a1.training.accuracy: row 17, answers what is most often right -> fail, fail
fn training_accuracy_7() {
    1.0
}
