package io.breakwater.ops.doctor;

import picocli.CommandLine.Help.Ansi;

/// Lines for people: the finding first, then the place.
record LineText(Ansi ansi) {

    String of(Line line) {
        return switch (line.finding()) {
            case Finding.Ok(String seen) -> text("ok", "green", line, seen);
            case Finding.Wrong(String seen, String fix) ->
                text("wrong", "bold,red", line, seen) + "\n" + " ".repeat(17) + "fix: " + fix;
            case Finding.Unknown(String why) -> text("could not check", "yellow", line, why);
        };
    }

    private String text(String word, String style, Line line, String what) {
        String padded = "%-15s".formatted(word);
        return ansi.string("@|" + style + " " + padded + "|@")
                + "  %s  %s: %s".formatted(line.place(), line.check(), what);
    }

    String of(Tally tally) {
        return "%d ok, %d wrong, %d could not be checked".formatted(tally.ok(), tally.wrong(), tally.unknown());
    }
}
