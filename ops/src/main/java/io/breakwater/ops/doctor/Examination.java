package io.breakwater.ops.doctor;

import io.breakwater.adapters.credentials.AccountAccess;
import io.breakwater.ops.account.Operator;
import io.breakwater.settings.Home;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import picocli.CommandLine.Help.Ansi;

/// Prints the findings of checks, each line as soon as it is known, and counts them.
///
/// @param json one JSON object at the end instead of lines
/// @param strict whether things that could not be checked count as wrong
record Examination(String environment, boolean json, boolean strict, PrintWriter out) {
    static final int WRONG = 1;

    /// Examines the accounts that the operator can enter.
    ///
    /// @param known the findings that need no access, printed first
    /// @param examiner examines the accounts
    int ofAccounts(Home home, List<Line> known, Function<AccountsAccess, Consumer<Consumer<Line>>> examiner) {
        try (Operator operator = Operator.in(home)) {
            return switch (operator.enter()) {
                case Operator.Entered(AccountAccess access) ->
                    report(known, examiner.apply(new OperatorAccounts(access, operator.http())));
                case Operator.Refused(String why, String fix) -> refused(home, known, new Finding.Wrong(why, fix));
            };
        }
    }

    /// The current day in UTC.
    static LocalDate today() {
        return LocalDate.ofInstant(Clock.systemUTC().instant(), ZoneOffset.UTC);
    }

    /// Returns the exit code: 0 if nothing is wrong.
    private int report(List<Line> known, Consumer<Consumer<Line>> examination) {
        List<Line> lines = new ArrayList<>();
        Consumer<Line> each = json ? lines::add : printing().andThen(lines::add);
        known.forEach(each);
        examination.accept(each);
        Tally tally = new Tally(lines);
        out.println(json ? TallyJson.of(environment, tally).toString() : new LineText(Ansi.AUTO).of(tally));
        out.flush();
        return tally.passes(strict) ? 0 : WRONG;
    }

    /// The exit code if the caller has no access.
    int refused(Home home, List<Line> known, Finding finding) {
        Line line = new Line("credentials", new CheckedPlace(home.account(), home.region()), finding);
        return report(known, lines -> lines.accept(line));
    }

    private Consumer<Line> printing() {
        LineText text = new LineText(Ansi.AUTO);
        return line -> {
            out.println(text.of(line));
            out.flush();
        };
    }
}
