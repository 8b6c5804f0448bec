Console.WriteLine("Sallyport");
