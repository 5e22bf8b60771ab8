Console.WriteLine("Analytics");
