package io.breakwater.fleet;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// A chart of horizontal bars as SVG, readable on light and on dark pages.
///
/// @param unit the unit behind each number
record SvgBars(String title, String unit, List<Bar> bars) {
    private static final int ROW = 20;
    private static final int HEAD = 34;
    private static final int NAMES = 230;
    private static final int WIDTH = 420;

    /// @param limit drawn as a mark; negative for none
    record Bar(String name, double value, double limit) {}

    String text() {
        double most = bars.stream()
                .mapToDouble(bar -> Math.max(bar.value(), bar.limit()))
                .max()
                .orElse(1);
        List<String> lines = new ArrayList<>();
        int height = HEAD + ROW * bars.size() + 8;
        int width = NAMES + WIDTH + 110;
        lines.add("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">"
                .formatted(width, height, escaped(title)));
        lines.add("<style>text{font:13px sans-serif;fill:#24292f}.b{fill:#2f6fb3}.l{stroke:#c2410c;stroke-width:2}"
                + "@media(prefers-color-scheme:dark){text{fill:#e6edf3}.b{fill:#6cb0f5}.l{stroke:#fb923c}}</style>");
        lines.add("<text x=\"0\" y=\"16\" style=\"font-weight:bold\">%s</text>".formatted(escaped(title)));
        for (int row = 0; row < bars.size(); row++) {
            lines.add(row(bars.get(row), HEAD + ROW * row, most <= 0 ? 1 : most));
        }
        lines.add("</svg>");
        return lines.stream().collect(Collectors.joining("\n", "", "\n"));
    }

    private String row(Bar bar, int top, double most) {
        long length = Math.round(WIDTH * Math.max(0, bar.value()) / most);
        String drawn =
                "<text x=\"0\" y=\"%d\">%s</text><rect class=\"b\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"14\"/>"
                        .formatted(top + 13, escaped(bar.name()), NAMES, top + 2, length);
        String number = "<text x=\"%d\" y=\"%d\">%s%s</text>"
                .formatted(NAMES + length + 6, top + 13, number(bar.value()), unit);
        long mark = NAMES + Math.round(WIDTH * bar.limit() / most);
        return bar.limit() < 0
                ? drawn + number
                : drawn
                        + number
                        + "<line class=\"l\" x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\"/>"
                                .formatted(mark, mark, top, top + 18);
    }

    private static String number(double value) {
        return value == Math.rint(value) ? "%,d".formatted((long) value) : String.format(Locale.ROOT, "%.2f", value);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
