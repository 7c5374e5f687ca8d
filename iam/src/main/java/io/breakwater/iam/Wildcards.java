package io.breakwater.iam;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// The `*` and `?` of policies.
public final class Wildcards {
    /// The segments of an ARN; colons after the fifth belong to the last.
    private static final int SEGMENTS = 6;

    private Wildcards() {}

    /// Whether a text fits a pattern: `*` is any run of characters, `?` any one, everything else stands
    /// for itself, with its case.
    public static boolean fits(String pattern, String text) {
        return fits(pattern, text, false);
    }

    /// Actions are compared without regard to case ("IAM JSON policy elements: Action", IAM User
    /// Guide).
    static boolean fitsAction(String pattern, String action) {
        return fits(pattern.toLowerCase(Locale.ROOT), action.toLowerCase(Locale.ROOT));
    }

    /// Whether an ARN fits a `Resource`: a wildcard stays within its segment, but for a `*` at a segment's end ("IAM
    /// JSON policy elements: Resource", IAM User Guide).
    static boolean fitsResource(String pattern, String arn) {
        return fits(pattern, arn, true);
    }

    /// Whether an ARN fits that of a condition: segment by segment ("IAM JSON policy elements: Condition operators",
    /// IAM User Guide).
    static boolean fitsArn(String pattern, String arn) {
        List<String> patterns = List.of(pattern.split(":", SEGMENTS));
        List<String> segments = List.of(arn.split(":", SEGMENTS));
        return patterns.size() == segments.size()
                && IntStream.range(0, patterns.size())
                        .allMatch(index -> fits(patterns.get(index), segments.get(index)));
    }

    /// @param segmented whether a wildcard stays within its segment, but for a `*` at the end of one
    private static boolean fits(String pattern, String text, boolean segmented) {
        int[] wanted = pattern.codePoints().toArray();
        int[] given = text.codePoints().toArray();
        BitSet ends = new BitSet();
        ends.set(0);
        for (int at = 0; at < wanted.length && !ends.isEmpty(); at++) {
            boolean bound = segmented && (wanted[at] == '?' || !endsSegment(wanted, at + 1));
            ends = wanted[at] == '*' ? extended(ends, given, bound) : advanced(ends, given, wanted[at], bound);
        }
        return ends.get(given.length);
    }

    private static boolean endsSegment(int[] pattern, int at) {
        return at == pattern.length || pattern[at] == ':';
    }

    /// Where a text may be after a `*` that began at one of these places.
    private static BitSet extended(BitSet begins, int[] text, boolean bound) {
        BitSet ends = new BitSet();
        for (int begin = begins.nextSetBit(0); begin >= 0; begin = begins.nextSetBit(begin + 1)) {
            int end = begin;
            while (!ends.get(end)) {
                ends.set(end);
                if (end == text.length || (bound && text[end] == ':')) {
                    break;
                }
                end++;
            }
        }
        return ends;
    }

    /// Where a text may be after one more character than at these places.
    private static BitSet advanced(BitSet begins, int[] text, int wanted, boolean bound) {
        BitSet ends = new BitSet();
        for (int at = begins.nextSetBit(0); at >= 0 && at < text.length; at = begins.nextSetBit(at + 1)) {
            if (wanted == '?' ? !bound || text[at] != ':' : text[at] == wanted) {
                ends.set(at + 1);
            }
        }
        return ends;
    }
}
