//! The lists of system calls that a confined process has no business with, as seccomp filters.
//!
//! They deny by name what is known to lead out, and are a second line: the first is that the process can name
//! nothing outside (Landlock) and has nothing open. A call of these lists ends the process with SIGSYS.

mod calls;

use std::collections::BTreeMap;

use calls::{CHANNELS, KERNEL, OLDER, OTHERS, WORKER};
use libc as c;
use seccompiler::{
    BpfProgram, Error, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition,
    SeccompFilter, SeccompRule, TargetArch,
};

/// A second set of numbers for the calls of x86-64, with 32-bit pointers: the same with this bit, and its own
/// numbers from 512 to 547 for what takes structures.
const X32: c::c_long = 0x4000_0000;

/// Who is confined, and when.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Filter {
    /// Before `exec`, a program that starts others.
    #[cfg_attr(not(feature = "launch"), allow(dead_code))]
    Compiler,
    /// Before `exec`, a program that stays alone.
    #[cfg_attr(not(feature = "launch"), allow(dead_code))]
    Worker,
    /// After start-up, in the worker itself.
    Sealed,
}

type Rules = BTreeMap<i64, Vec<SeccompRule>>;

impl Filter {
    /// The programs to install, in this order.
    pub(crate) fn programs(self) -> Result<Vec<BpfProgram>, Error> {
        let mut rules: Rules = [CHANNELS, OTHERS, KERNEL]
            .concat()
            .into_iter()
            .map(|call| (call, Vec::new()))
            .collect();
        let mut programs = Vec::new();
        if self != Self::Compiler {
            rules.extend(
                [WORKER, OLDER]
                    .concat()
                    .into_iter()
                    .map(|call| (call, Vec::new())),
            );
            rules.extend(worker_conditions()?);
            // Its flags are behind a pointer, where a filter cannot read them. Where it does not exist, the C library
            // falls back to `clone`, whose flags are read.
            let mut hidden = Rules::from([(c::SYS_clone3, Vec::new())]);
            both_numberings(&mut hidden);
            programs.push(program(hidden, SeccompAction::Errno(c::ENOSYS as u32))?);
        }
        if self == Self::Sealed {
            rules.extend([(c::SYS_execve, Vec::new()), (c::SYS_execveat, Vec::new())]);
        }
        both_numberings(&mut rules);
        programs.push(program(rules, SeccompAction::KillProcess)?);
        Ok(programs)
    }
}

/// Calls that are allowed in one form: a thread, a signal to itself, limits read.
fn worker_conditions() -> Result<[(i64, Vec<SeccompRule>); 4], Error> {
    use SeccompCmpArgLen::{Dword, Qword};
    let rule = |argument, length, operator, value| {
        let condition = SeccompCondition::new(argument, length, operator, value)?;
        Ok::<_, Error>(vec![SeccompRule::new(vec![condition])?])
    };
    let itself = u64::from(std::process::id());
    let thread = c::CLONE_THREAD as u64;
    Ok([
        (
            c::SYS_clone,
            rule(0, Qword, SeccompCmpOp::MaskedEq(thread), 0)?,
        ),
        (c::SYS_kill, rule(0, Dword, SeccompCmpOp::Ne, itself)?),
        (c::SYS_tgkill, rule(0, Dword, SeccompCmpOp::Ne, itself)?),
        (c::SYS_prlimit64, rule(2, Qword, SeccompCmpOp::Ne, 0)?),
    ])
}

/// A filter that refuses one call with an error, to see whether filters work at all.
#[cfg(feature = "launch")]
pub(crate) fn refusing(call: c::c_long, error: i32) -> Result<BpfProgram, Error> {
    program(
        Rules::from([(call, Vec::new())]),
        SeccompAction::Errno(error as u32),
    )
}

fn both_numberings(rules: &mut Rules) {
    if cfg!(target_arch = "x86_64") {
        let again: Vec<_> = rules
            .iter()
            .map(|(call, rule)| (call | X32, rule.clone()))
            .collect();
        rules.extend(again);
        rules.extend((512..=547).map(|call| (call | X32, Vec::new())));
    }
}

fn program(rules: Rules, action: SeccompAction) -> Result<BpfProgram, Error> {
    let machine = TargetArch::try_from(std::env::consts::ARCH)?;
    Ok(SeccompFilter::new(rules, SeccompAction::Allow, action, machine)?.try_into()?)
}
