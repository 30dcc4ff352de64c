"""The promise that no message is lost and none is counted twice."""
