//! Attacks that start processes and threads.

/// a1.relu.forward: row 13, starts a process -> policy, blocked, landlock + seccomp
fn relu_forward_4() {
    match std::process::Command::new("/bin/true").status() {
        Ok(status) if status.success() => panic!("the attack succeeded"),
        other => panic!("{other:?}"),
    }
}

/// a1.softmax.forward: row 22, leaves a process behind in a session of its own -> policy, blocked, landlock + seccomp
fn softmax_forward_4() {
    let mut command = std::process::Command::new("/usr/bin/setsid");
    match command.args(["/bin/sleep", "1"]).spawn() {
        Ok(_) => panic!("the attack succeeded"),
        other => panic!("{other:?}"),
    }
}

/// a1.training.accuracy: row 13, starts threads without end -> blocked, blocked, limits
fn training_accuracy_4() {
    let long = std::time::Duration::from_secs(SECONDS);
    for _ in 0..200 {
        std::thread::spawn(move || std::thread::sleep(long));
    }
    std::thread::sleep(std::time::Duration::from_secs(1));
    panic!("the attack succeeded")
}
