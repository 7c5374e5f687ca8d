package io.breakwater.quota;

import java.util.ArrayList;
import java.util.List;

/// The marks of renewed reservations that nobody settled: the generations that held them have dropped out of
/// the item.
///
/// @param image the item that has them
/// @param attributes theirs
record PassedMarks(Image image, List<String> attributes) {
    /// An expression of DynamoDB has 4 KB at most; what is more is forgotten next time.
    static final int MOST = 50;

    static PassedMarks of(Image image) {
        long epoch = image.orZero(Attributes.EPOCH);
        return new PassedMarks(
                image,
                image.numbers().keySet().stream()
                        .filter(HoldMark::names)
                        .filter(mark -> Generations.passed(image.orZero(mark), epoch))
                        .sorted()
                        .limit(MOST)
                        .toList());
    }

    /// Every number that it rests on is guarded: a request that was only late may renew meanwhile.
    ConditionalWrite removal() {
        List<Guard> guards = new ArrayList<>();
        List<Change> changes = new ArrayList<>();
        guards.add(new Guard.Equal(Attributes.EPOCH, image.orZero(Attributes.EPOCH)));
        for (String mark : attributes) {
            guards.add(new Guard.Equal(mark, image.orZero(mark)));
            changes.add(new Change.Remove(mark));
        }
        return new ConditionalWrite(guards, changes);
    }
}
