// The client library as a whole, which is loaded with the program whether it is used or not.

import CMongoStart

public enum MongoLibrary {
    /// Takes away what the library has put into shared memory when it was loaded. Called at the start of the program, since
    /// most of its processes never speak to MongoDB.
    public static func leaveNothingBehind() { gemba_mongo_forget() }
}
